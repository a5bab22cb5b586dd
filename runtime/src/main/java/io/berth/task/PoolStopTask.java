package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.FoundStorage;

/** A pool not active; its volumes stay. */
final class PoolStopTask extends PoolVerbTask<PoolStopTask.Stop> {

    public record Stop(@Param(doc = "the pool's name", required = true, positional = true) String pool) { }

    PoolStopTask() {
        super("poolStop", Stop.class, "Stops a pool: its volumes stay, what libvirt has mounted for it is unmounted. One is refused on whose volumes domains run.");
    }

    @Override
    String pool(Stop said) {
        return said.pool();
    }

    @Override
    Change missing(Stop said, Scope scope) {
        return Change.none("is not there");
    }

    @Override
    Change change(Stop said, FoundPool pool, FoundStorage storage, Domains domains, Scope scope) throws TaskFailure {
        if (!pool.active()) {
            return Change.none("not active");
        }
        refuseInUse(pool, domains, "stopped");
        return Change.running(Change.Kind.UPDATE, "stop", Virsh.call("pool-destroy", "--pool", pool.uuid()));
    }
}
