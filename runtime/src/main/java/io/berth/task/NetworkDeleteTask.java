package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.libvirt.FoundNetwork;
import io.berth.model.Command;
import java.util.ArrayList;
import java.util.List;

/** libvirt forgets a network. */
final class NetworkDeleteTask extends NetworkVerbTask<NetworkDeleteTask.Delete> {

    public record Delete(@Param(doc = "the network's name", required = true, positional = true) String network) { }

    NetworkDeleteTask() {
        super("networkDelete", Delete.class, "Has libvirt forget a network into which no running guest is plugged, with its leases and names.");
    }

    @Override
    String network(Delete said) {
        return said.network();
    }

    @Override
    Change missing(Delete said, Scope scope) {
        return Change.none("is not there");
    }

    @Override
    Change change(Delete said, FoundNetwork network) throws Refusal {
        refuseInUse(network, "deleted");
        List<Command> commands = new ArrayList<>();
        if (network.active()) {
            commands.add(Virsh.call("net-destroy", "--network", network.uuid()));
        }
        if (network.persistent()) {
            commands.add(Virsh.call("net-undefine", "--network", network.uuid()));
        }
        return Change.running(Change.Kind.DELETE, network.active() ? "stop, undefine" : "undefine", List.of(), commands);
    }
}
