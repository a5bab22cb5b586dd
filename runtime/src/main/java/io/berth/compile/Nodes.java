package io.berth.compile;

import io.berth.api.Scope;
import io.berth.api.TaskType;
import io.berth.diag.DidYouMean;
import io.berth.model.Guest;
import io.berth.model.GuestDisk;
import io.berth.model.GuestVolume;
import io.berth.model.Handler;
import io.berth.model.Host;
import io.berth.model.Network;
import io.berth.model.Play;
import io.berth.model.Pool;
import io.berth.model.Slot;
import io.berth.model.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The nodes of the graph: those of the resources that the playbook declares, then those of its plays. */
final class Nodes {

    private final Draft draft;
    private final Map<String, Integer> taken = new HashMap<>();

    private Nodes(Draft draft) {
        this.draft = draft;
    }

    static void make(Draft draft) {
        Nodes nodes = new Nodes(draft);
        List<TaskNode> declared = nodes.declared();
        List<TaskNode> played = nodes.played();
        (draft.selection.partOfTasks() ? Needed.by(played, declared, draft) : declared).forEach(draft::add);
        played.forEach(draft::add);
    }

    /** What the playbook declares, other than in files that it only uses, is there after any run of it: a node a host for pools, networks, disks, domains and what guests consist of. */
    private List<TaskNode> declared() {
        List<TaskSpec> specs = new ArrayList<>();
        for (Pool pool : draft.playbook.pools().values()) {
            specs.add(TaskSpec.of("pool", pool, pool.hosts(), pool.at()));
        }
        for (Network network : draft.playbook.networks().values()) {
            specs.add(TaskSpec.of("network", network, network.hosts(), network.at()));
        }
        for (Slot slot : draft.playbook.slots().values()) {
            specs.add(TaskSpec.of("disk", slot, List.of(slot.host()), slot.at()));
            specs.add(TaskSpec.of("domain", slot, List.of(slot.host()), slot.at()));
        }
        // those that are not placed are on no host
        List<Guest> guests = draft.playbook.guests().values().stream().filter(Guest::isPlaced).toList();
        guests.stream().flatMap(guest -> guest.disks().stream().map(disk -> new GuestVolume(guest, disk.target())))
                .sorted((one, other) -> Integer.compare(copies(one.disk(), draft.playbook.guests(), 0), copies(other.disk(), draft.playbook.guests(), 0)))
                .forEach(volume -> specs.add(TaskSpec.of("guestDisk", volume, List.of(volume.guest().host()), volume.guest().at())));
        guests.forEach(guest -> specs.addAll(guest(guest)));
        guests.stream().filter(Guest::running).forEach(guest -> specs.add(TaskSpec.of("guestRun", guest, List.of(guest.host()), guest.at())));
        specs.removeIf(spec -> draft.playbook.used().contains(spec.at().file()));
        List<TaskNode> made = new ArrayList<>();
        for (TaskSpec spec : specs) {
            typeOf(spec).ifPresent(type -> spec.hosts().stream().filter(draft.selection::takes)
                    .forEach(host -> made.add(node(spec, type, Stand.DECLARED, host))));
        }
        return made;
    }

    /** How many disks stand before it that are copies of one another: what is copied is made first. */
    private static int copies(GuestDisk disk, Map<String, Guest> guests, int depth) {
        Guest from = disk.from().kind() == GuestDisk.Source.Kind.GUEST ? guests.get(disk.from().name()) : null;
        return from == null || from.disks().isEmpty() || depth > guests.size() ? depth : copies(from.disks().get(0), guests, depth + 1);
    }

    private static List<TaskSpec> guest(Guest guest) {
        List<String> host = List.of(guest.host());
        TaskSpec definition = TaskSpec.of("guest", guest, host, guest.at());
        return guest.seed().isMade() ? List.of(TaskSpec.of("guestSeed", guest, host, guest.at()), definition) : List.of(definition);
    }

    /**
     * A node for each task of the plays that is wanted, and each of its hosts. A batch of hosts comes whole before the next, so
     * that nothing of an earlier one can come to wait for something of a later one.
     */
    private List<TaskNode> played() {
        List<TaskNode> made = new ArrayList<>();
        Wanted wanted = new Wanted(draft.selection);
        for (int number = 0; number < draft.trees.size(); number++) {
            Play play = draft.playbook.plays().get(number);
            Waves waves = draft.waves.get(number);
            List<Standing> tasks = standing(number, play, wanted);
            for (int wave = 0; wave < waves.count(); wave++) {
                for (Standing task : tasks) {
                    for (String host : hosts(task.spec())) {
                        if (waves.of(host) == wave) {
                            made.add(node(task.spec(), task.type(), task.stand(), host).inWave(wave));
                        }
                    }
                }
            }
        }
        wanted.checkFound(draft.diagnostics);
        return made;
    }

    private record Standing(TaskSpec spec, TaskType<Record> type, Stand stand) { }

    /** The wanted tasks of a play in the order in which they run. Handlers are not asked: they run if something notifies them. */
    private List<Standing> standing(int number, Play play, Wanted wanted) {
        List<Standing> tasks = new ArrayList<>();
        BlockTree tree = draft.trees.get(number);
        for (TaskSpec spec : tree.tasks(TaskSpec.Role.MAIN, TaskSpec.Role.RESCUE)) {
            typeOf(spec).filter(type -> wanted.takes(spec, type)).ifPresent(type ->
                    tasks.add(new Standing(spec, type, new Stand(number, BlockTree.around(spec, play), "", 0))));
        }
        for (Handler handler : play.handlers()) {
            for (TaskSpec spec : handler.tasks()) {
                typeOf(spec).ifPresent(type -> tasks.add(new Standing(spec, type, new Stand(number, List.of(), handler.name(), 0))));
            }
        }
        for (TaskSpec spec : tree.tasks(TaskSpec.Role.ALWAYS)) {
            typeOf(spec).filter(type -> wanted.takes(spec, type)).ifPresent(type ->
                    tasks.add(new Standing(spec, type, new Stand(number, BlockTree.around(spec, play), "", 0))));
        }
        return tasks;
    }

    private Optional<TaskType<Record>> typeOf(TaskSpec task) {
        TaskType<?> type = draft.types.get(task.word());
        if (type == null || !type.parameters().isInstance(task.parameters())) {
            draft.diagnostics.error(task.at(), "unknown task '" + task.word() + "'", DidYouMean.hint(task.word(), draft.types.keySet()));
            return Optional.empty();
        }
        @SuppressWarnings("unchecked") // the line above has checked that its parameters are of its type
        TaskType<Record> known = (TaskType<Record>) type;
        return Optional.of(known);
    }

    private List<String> hosts(TaskSpec task) {
        List<String> hosts = task.hosts().stream().filter(draft.selection::takes).toList();
        return task.options().once() ? hosts.subList(0, Math.min(1, hosts.size())) : hosts;
    }

    private TaskNode node(TaskSpec task, TaskType<Record> type, Stand stand, String name) {
        Host host = draft.playbook.host(name);
        String id = free(task.word() + ":" + type.name(task.parameters()) + "@" + name);
        return new TaskNode(id, task, type, host, scope(task, host), stand);
    }

    /** Where a task is done: a delegated one on another host, with the variables of its own. */
    private Scope scope(TaskSpec task, Host host) {
        String delegate = task.options().delegate();
        if (delegate.isEmpty() || delegate.equals(host.name())) {
            return new Scope(host, draft.playbook, Map.of(), task.options());
        }
        Host other = draft.playbook.host(delegate);
        return new Scope(new Host(other.name(), other.address(), other.port(), other.user(), other.identityFile(), other.knownHosts(),
                other.connection(), other.become(), other.jump(), host.vars(), other.at()), draft.playbook, Map.of(), task.options());
    }

    /** The same command twice in a play is two tasks: the second gets {@code #2}. */
    private String free(String id) {
        int times = taken.merge(id, 1, Integer::sum);
        return times == 1 ? id : free(id + "#" + times);
    }
}
