package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.libvirt.FoundNetwork;

/** Whether libvirt starts a network with the host. */
final class NetworkAutostartTask extends NetworkVerbTask<NetworkAutostartTask.Autostart> {

    public record Autostart(
            @Param(doc = "the network's name", required = true, positional = true) String network,
            @Param(doc = "whether it is not started with the host any more", fallback = "false") boolean off) { }

    NetworkAutostartTask() {
        super("networkAutostart", Autostart.class, "Has libvirt start a network with the host, or not.");
    }

    @Override
    String network(Autostart said) {
        return said.network();
    }

    @Override
    Change change(Autostart said, FoundNetwork network) {
        String is = said.off() ? "no autostart" : "autostart";
        return network.autostart() != said.off() ? Change.none(is) : Change.running(Change.Kind.UPDATE, is,
                said.off() ? Virsh.call("net-autostart", "--network", network.uuid(), "--disable") : Virsh.call("net-autostart", "--network", network.uuid()));
    }
}
