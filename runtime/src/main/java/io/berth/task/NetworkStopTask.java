package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.libvirt.FoundNetwork;

/** A network not active; its definition stays. */
final class NetworkStopTask extends NetworkVerbTask<NetworkStopTask.Stop> {

    public record Stop(@Param(doc = "the network's name", required = true, positional = true) String network) { }

    NetworkStopTask() {
        super("networkStop", Stop.class, "Stops a network into which no running guest is plugged.");
    }

    @Override
    String network(Stop said) {
        return said.network();
    }

    @Override
    Change missing(Stop said, Scope scope) {
        return Change.none("is not there");
    }

    @Override
    Change change(Stop said, FoundNetwork network) throws Refusal {
        if (!network.active()) {
            return Change.none("not active");
        }
        refuseInUse(network, "stopped");
        return Change.running(Change.Kind.UPDATE, "stop", Virsh.call("net-destroy", "--network", network.uuid()));
    }
}
