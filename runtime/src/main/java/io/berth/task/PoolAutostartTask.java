package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.FoundStorage;

/** Whether libvirt starts a pool with the host. */
final class PoolAutostartTask extends PoolVerbTask<PoolAutostartTask.Autostart> {

    public record Autostart(
            @Param(doc = "the pool's name", required = true, positional = true) String pool,
            @Param(doc = "whether it is not started with the host any more", fallback = "false") boolean off) { }

    PoolAutostartTask() {
        super("poolAutostart", Autostart.class, "Has libvirt start a pool with the host, or not.");
    }

    @Override
    String pool(Autostart said) {
        return said.pool();
    }

    @Override
    boolean starts(Autostart said) {
        return !said.off();
    }

    @Override
    Change change(Autostart said, FoundPool pool, FoundStorage storage, Domains domains, Scope scope) {
        String is = said.off() ? "no autostart" : "autostart";
        return pool.autostart() != said.off() ? Change.none(is) : Change.running(Change.Kind.UPDATE, is,
                said.off() ? Virsh.call("pool-autostart", "--pool", pool.uuid(), "--disable") : Virsh.call("pool-autostart", "--pool", pool.uuid()));
    }
}
