package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.libvirt.FoundNetwork;

/** A network active. */
final class NetworkStartTask extends NetworkVerbTask<NetworkStartTask.Start> {

    public record Start(@Param(doc = "the network's name", required = true, positional = true) String network) { }

    NetworkStartTask() {
        super("networkStart", Start.class, "Starts a network that is there.");
    }

    @Override
    String network(Start said) {
        return said.network();
    }

    @Override
    Change change(Start said, FoundNetwork network) {
        return network.active() ? Change.none("active") : Change.running(Change.Kind.UPDATE, "start", Virsh.call("net-start", "--network", network.uuid()));
    }
}
