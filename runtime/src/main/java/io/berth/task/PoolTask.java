package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.PoolDefinition;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Diff;
import io.berth.model.Pool;
import io.berth.model.Pool.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A pool: defined, its directory made, started, started with the host or not. A pool that lies elsewhere than the playbook says is
 * refused, never moved: its volumes would be lost to their domains. So is one whose store is not mounted: its volumes would fill
 * what lies below.
 */
final class PoolTask implements TaskType<Pool> {

    private static final Script APPLY = Script.of(PoolTask.class, "virsh.sh", "pool/start.sh", "pool/apply.sh");

    @Override
    public String word() {
        return "pool";
    }

    @Override
    public Class<Pool> parameters() {
        return Pool.class;
    }

    @Override
    public String name(Pool pool) {
        return pool.name();
    }

    @Override
    public Footprint footprint(Pool pool, Scope scope) {
        return new Footprint(Set.of(Key.wholeOf(scope.host())), Set.of(new Key("pool", pool.name(), scope.host().name())));
    }

    @Override
    public List<Command> observe(Pool pool, Scope scope) {
        List<Command> asked = new ArrayList<>(List.of(Virsh.POOLS));
        asked.addAll(SeenStore.look(pool));
        return List.copyOf(asked);
    }

    @Override
    public Change change(Pool pool, Scope scope, List<Answer> seen) throws TaskFailure {
        List<FoundPool> pools = Virsh.pools(seen.get(0));
        SeenStore store = SeenStore.of(seen.subList(1, 3));
        Optional<FoundPool> found = pools.stream().filter(other -> other.name().equals(pool.name())).findFirst();
        if (found.isPresent()) {
            refuseAnother(found.get(), pool);
        }
        refuseShared(pool, pools);
        boolean active = found.map(FoundPool::active).orElse(false);
        refuseUnmounted(pool, store, active);
        boolean make = !store.directory() && pool.store().kind() != Kind.LOGICAL;
        List<String> steps = steps(pool, found, make);
        if (steps.isEmpty()) {
            return Change.none((active ? "active" : "not active") + ", in " + PoolDefinition.target(pool));
        }
        Element definition = PoolDefinition.of(pool, found.map(FoundPool::uuid).orElse(""));
        boolean define = found.isEmpty() || !found.get().persistent();
        List<Diff> diffs = define ? List.of(new Diff("pool " + pool.name(), "", definition.print())) : List.of();
        Command command = APPLY.with(pool.name(), found.isEmpty() ? "new" : define ? "define" : "keep", pool.start() ? "start" : "leave",
                pool.autostart() ? "autostart" : "manual", PoolDefinition.type(pool), pool.store().path(), PoolDefinition.target(pool),
                pool.store().build() ? "build" : "no", pool.contains()).reading(definition.print());
        return new Change(found.isEmpty() ? Change.Kind.CREATE : Change.Kind.UPDATE, String.join(", ", steps), diffs,
                hands -> hands.run(command));
    }

    /** @throws TaskFailure if the pool is another than the playbook says, or its store is not mounted */
    static void refuseElsewhere(FoundPool found, Pool pool, SeenStore store) throws TaskFailure {
        refuseAnother(found, pool);
        refuseUnmounted(pool, store, found.active());
    }

    private static List<String> steps(Pool pool, Optional<FoundPool> found, boolean makeDirectory) {
        boolean start = pool.start() && !found.map(FoundPool::active).orElse(false);
        List<String> steps = new ArrayList<>();
        if (!found.map(FoundPool::persistent).orElse(false)) {
            steps.add("define");
        }
        if (start && makeDirectory) {
            steps.add("make its directory");
        }
        if (start && pool.store().build()) {
            steps.add("build it if there is nothing");
        }
        if (start) {
            steps.add("start");
        }
        if (found.map(FoundPool::autostart).orElse(false) != pool.autostart()) {
            steps.add(pool.autostart() ? "autostart" : "no autostart");
        }
        return steps;
    }

    private static void refuseAnother(FoundPool found, Pool pool) throws Refusal {
        String type = PoolDefinition.type(pool);
        String dir = PoolDefinition.target(pool);
        if (!found.type().equals(type)) {
            throw new Refusal("pool '" + found.name() + "' is of type " + found.type() + " on this host, not " + type,
                    "give the playbook's pool another name");
        }
        if (!HostPath.plain(found.target()).equals(dir)) {
            throw new Refusal("pool '" + found.name() + "' lies in " + found.target() + " on this host, not in " + dir
                    + ": berth never moves a pool", "say dir '" + found.target() + "', or remove the pool: berth pool delete " + found.name());
        }
        if (pool.store().kind() != Kind.DIR && !found.source().equals(PoolDefinition.source(pool)) && pool.store().kind() != Kind.LOGICAL) {
            throw new Refusal("pool '" + found.name() + "' is " + found.source() + " on this host, not " + PoolDefinition.source(pool)
                    + ": berth never moves a pool", "say what it is, or remove the pool: berth pool delete " + found.name());
        }
    }

    private static void refuseShared(Pool pool, List<FoundPool> pools) throws Refusal {
        String dir = PoolDefinition.target(pool);
        for (FoundPool other : pools) {
            if (!other.name().equals(pool.name()) && !other.target().isEmpty() && HostPath.plain(other.target()).equals(dir)) {
                throw new Refusal("directory " + dir + " is pool '" + other.name() + "' already: libvirt allows one pool a directory",
                        "use pool '" + other.name() + "', or give pool '" + pool.name() + "' a directory of its own");
            }
        }
    }

    private static void refuseUnmounted(Pool pool, SeenStore store, boolean active) throws TaskFailure {
        String dir = PoolDefinition.target(pool);
        boolean mounts = SeenStore.isMounted(pool);
        Optional<String> there = store.mountedAt(dir);
        if (active && (mounts ? there.isEmpty() : pool.store().kind() == Kind.DIR && !store.directory())) {
            throw new TaskFailure("pool '" + pool.name() + "' is active, but " + (mounts ? "nothing is mounted at " + dir : "its directory " + dir + " is not there"),
                    "look whether a filesystem is not mounted");
        }
        if (!pool.mounted().isEmpty() && store.mountedAt(pool.mounted()).isEmpty()) {
            throw new Refusal("refused by rule mounted: nothing is mounted at " + pool.mounted() + ", and volumes of pool '" + pool.name() + "' would fill what lies below",
                    "mount it, then run again");
        }
        if (!pool.contains().isEmpty() && !store.contains() && (!mounts || active)) {
            throw new Refusal("refused by rule mounted: there is no " + pool.contains() + " in " + dir + ", so this is not the store of pool '" + pool.name() + "'",
                    "look whether the right filesystem is mounted there");
        }
        if (mounts && !active && there.isPresent()) {
            throw new Refusal("refused by rule mounted: " + there.get() + " is mounted at " + dir + ", and pool '" + pool.name() + "' would hide it",
                    "unmount it: libvirt mounts what a pool of type " + PoolDefinition.type(pool) + " is; or make it a pool with dir '" + dir + "' and mounted '" + dir + "'");
        }
        if (mounts && !active && store.directory() && !store.empty()) {
            throw new Refusal("refused by rule mounted: " + dir + " is not empty, and pool '" + pool.name() + "' would hide what is in it", "give it an empty directory");
        }
    }
}
