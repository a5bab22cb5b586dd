package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.FoundStorage;
import io.berth.model.Pool;

/** A pool active. */
final class PoolStartTask extends PoolVerbTask<PoolStartTask.Start> {

    static final Script START = Script.of(PoolStartTask.class, "virsh.sh", "pool/start.sh", "pool/begin.sh");

    public record Start(@Param(doc = "the pool's name", required = true, positional = true) String pool) { }

    PoolStartTask() {
        super("poolStart", Start.class, "Starts a pool that is there: libvirt mounts what it is and looks into it. One whose store is not mounted is refused.");
    }

    @Override
    String pool(Start said) {
        return said.pool();
    }

    @Override
    boolean starts(Start said) {
        return true;
    }

    @Override
    Change change(Start said, FoundPool pool, FoundStorage storage, Domains domains, Scope scope) throws Refusal {
        boolean mounts = pool.type().equals("fs") || pool.type().equals("netfs");
        if (mounts && !pool.active() && storage.isMounted(pool)) {
            throw new Refusal("refused by rule mounted: something is mounted at " + pool.target() + " already, and pool " + pool.name() + " would hide it", "unmount it first");
        }
        String contains = declared(pool.name(), scope).map(Pool::contains).orElse("");
        return pool.active() ? Change.none("active") : Change.running(Change.Kind.UPDATE, "start", START.with(pool.uuid(), pool.target(), contains));
    }
}
