package io.berth.task;

import io.berth.api.Change;
import io.berth.model.Diff;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundPool;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A pool of type dir: defined, its directory made, started, started with the host or not. A pool that has another
 * directory than the playbook says is refused, never moved: its volumes would be lost to their domains.
 */
final class PoolTask implements TaskType<Pool> {

    private static final Script APPLY = Virsh.script("pool-apply.sh");

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
        return List.of(Virsh.POOLS, There.directory(pool.dir()));
    }

    @Override
    public Change change(Pool pool, Scope scope, List<Answer> seen) throws TaskFailure {
        List<FoundPool> pools = Virsh.pools(seen.get(0));
        boolean directory = There.is(seen.get(1));
        String dir = withoutSlash(pool.dir());
        Optional<FoundPool> found = pools.stream().filter(other -> other.name().equals(pool.name())).findFirst();
        if (found.isPresent()) {
            refuseAnother(found.get(), dir);
        }
        for (FoundPool other : pools) {
            if (!other.name().equals(pool.name()) && withoutSlash(other.target()).equals(dir)) {
                throw new Refusal("directory " + dir + " is pool '" + other.name() + "' already: libvirt allows one pool a directory",
                        "use pool '" + other.name() + "', or give pool '" + pool.name() + "' a directory of its own");
            }
        }
        if (found.isPresent() && found.get().active() && !directory) {
            throw new TaskFailure("pool '" + pool.name() + "' is active, but its directory " + dir + " is not there",
                    "look whether a filesystem is not mounted");
        }
        List<String> steps = steps(pool, found, directory);
        if (steps.isEmpty()) {
            return Change.none("active, in " + dir);
        }
        Element definition = definition(pool, dir, found);
        boolean define = found.isEmpty() || !found.get().persistent();
        List<Diff> diffs = define ? List.of(new Diff("pool " + pool.name(), "", definition.print())) : List.of();
        Command command = APPLY.with(pool.name(), define ? "define" : "keep", pool.autostart() ? "autostart" : "manual")
                .reading(definition.print());
        return new Change(found.isEmpty() ? Change.Kind.CREATE : Change.Kind.UPDATE, String.join(", ", steps), diffs,
                hands -> hands.run(command));
    }

    private static List<String> steps(Pool pool, Optional<FoundPool> found, boolean directory) {
        List<String> steps = new ArrayList<>();
        if (!found.map(FoundPool::persistent).orElse(false)) {
            steps.add("define");
        }
        if (!directory) {
            steps.add("make its directory");
        }
        if (!found.map(FoundPool::active).orElse(false)) {
            steps.add("start");
        }
        if (found.map(FoundPool::autostart).orElse(false) != pool.autostart()) {
            steps.add(pool.autostart() ? "autostart" : "no autostart");
        }
        return steps;
    }

    private static void refuseAnother(FoundPool found, String dir) throws Refusal {
        if (!found.type().equals("dir")) {
            throw new Refusal("pool '" + found.name() + "' is of type " + found.type() + " on this host, not dir",
                    "give the playbook's pool another name");
        }
        if (!withoutSlash(found.target()).equals(dir)) {
            throw new Refusal("pool '" + found.name() + "' lies in " + found.target() + " on this host, not in " + dir
                    + ": berth never moves a pool", "say dir '" + found.target() + "', or remove the pool by hand: virsh pool-undefine");
        }
    }

    private static Element definition(Pool pool, String dir, Optional<FoundPool> found) {
        Element definition = Element.of("pool", Map.of("type", "dir"), Element.text("name", pool.name()),
                Element.of("target", Map.of(), Element.text("path", dir)));
        return found.map(old -> definition.with(Element.text("uuid", old.uuid()), "name")).orElse(definition);
    }

    private static String withoutSlash(String dir) {
        return dir.length() > 1 && dir.endsWith("/") ? dir.substring(0, dir.length() - 1) : dir;
    }
}
