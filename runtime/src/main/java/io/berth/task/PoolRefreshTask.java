package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.FoundStorage;

/** libvirt looks into a pool again, which it does not do by itself. */
final class PoolRefreshTask extends PoolVerbTask<PoolRefreshTask.Refresh> {

    static final Script REFRESH = VolumeTask.script("refresh");

    public record Refresh(@Param(doc = "the pool's name", required = true, positional = true) String pool) { }

    PoolRefreshTask() {
        super("poolRefresh", Refresh.class, "Has libvirt look into a pool again, in its pool's turn.");
    }

    @Override
    String pool(Refresh said) {
        return said.pool();
    }

    @Override
    Change change(Refresh said, FoundPool pool, FoundStorage storage, Domains domains, Scope scope) throws TaskFailure {
        SeenVolume.usable(pool, storage, scope);
        return Change.of(Change.Kind.ACT, "refresh", hands -> VolumeTask.run(hands, "pool " + pool.name() + " could not be refreshed", REFRESH, pool.uuid()));
    }
}
