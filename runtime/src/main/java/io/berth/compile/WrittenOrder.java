package io.berth.compile;

import io.berth.graph.Edge;
import io.berth.model.Handler;
import io.berth.model.Play;
import io.berth.model.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Orders the tasks of each host as the playbook says them: plays one after another, and in a play the tasks of the kinds
 * for which it matters, with the parts of their blocks. Host by host: a slow one does not hold up the others.
 */
final class WrittenOrder {

    /** Something that comes before the next. */
    private record Before(TaskNode node, Edge.Kind kind, String why) {

        Before as(Edge.Kind other, String reason) {
            return new Before(node, other, reason);
        }
    }

    /** Where a walk through a part has come to. */
    private static final class Way {

        /** What comes before the whole part. */
        final List<Before> entry;
        /** What comes before the next task. */
        List<Before> next;
        /** Tasks that nothing behind them in the part waits for. */
        final List<Before> loose = new ArrayList<>();

        Way(List<Before> entry, List<Before> next) {
            this.entry = entry;
            this.next = next;
        }

        List<Before> ends() {
            List<Before> ends = new ArrayList<>(next);
            ends.addAll(loose);
            return ends;
        }
    }

    private final Draft draft;
    private final Play play;
    private final String host;
    private final int wave;
    private final String inPlay;

    private WrittenOrder(Draft draft, Play play, String host, int wave) {
        this.draft = draft;
        this.play = play;
        this.host = host;
        this.wave = wave;
        this.inPlay = "in play '" + play.name() + "'";
    }

    static void connect(Draft draft) {
        Map<String, List<Before>> former = new HashMap<>();
        for (int i = 0; i < draft.trees.size(); i++) {
            Play play = draft.playbook.plays().get(i);
            for (String host : hosts(draft, play)) {
                WrittenOrder order = new WrittenOrder(draft, play, host, draft.waves.get(i).of(host));
                former.put(host, order.play(draft.trees.get(i), former.getOrDefault(host, List.of())));
            }
        }
    }

    private static Set<String> hosts(Draft draft, Play play) {
        Set<String> hosts = new LinkedHashSet<>();
        play.tasks().forEach(task -> hosts.addAll(task.hosts()));
        play.handlers().forEach(handler -> handler.tasks().forEach(task -> hosts.addAll(task.hosts())));
        hosts.removeIf(host -> !draft.selection.takes(host));
        return hosts;
    }

    /** Connects the play's tasks on the host; what comes before the next play there. */
    private List<Before> play(BlockTree tree, List<Before> former) {
        Way main = new Way(former, former);
        walk(tree.part(TaskSpec.Role.MAIN), main, false);
        boolean onlyLoose = main.next == former && !main.loose.isEmpty();
        List<Before> done = new ArrayList<>(onlyLoose ? main.loose : main.ends());
        done.addAll(part(tree.part(TaskSpec.Role.RESCUE), after(done, "is " + inPlay + ", whose rescue part this is of")));
        for (Handler handler : play.handlers()) {
            List<BlockTree.Item> tasks = handler.tasks().stream().map(task -> (BlockTree.Item) new BlockTree.Task(task)).toList();
            done.addAll(part(tasks, after(done, "is of play '" + play.name() + "', whose handlers run after its tasks")));
        }
        List<Before> ends = new ArrayList<>();
        for (Before end : done) {
            ends.add(former.stream().anyMatch(old -> old == end) ? end
                    : end.as(Edge.Kind.NEEDS, "is of play '" + play.name() + "', which comes first on " + host));
        }
        String last = "is of play '" + play.name() + "', and this always runs after it";
        for (TaskNode always : always(tree.part(TaskSpec.Role.ALWAYS), after(done, last), last)) {
            ends.add(new Before(always, Edge.Kind.AFTER, "always runs at the end of play '" + play.name() + "', which comes first"));
        }
        return ends;
    }

    private static List<Before> after(List<Before> nodes, String why) {
        return nodes.stream().map(node -> node.as(Edge.Kind.AFTER, why)).toList();
    }

    /** Walks the tasks of a part that are on the host; {@code all}: those of every kind are in order. */
    private void walk(List<BlockTree.Item> items, Way way, boolean all) {
        for (BlockTree.Item item : items) {
            if (item instanceof BlockTree.Task task) {
                task(task.spec(), way, all);
            } else if (item instanceof BlockTree.Inner inner) {
                block(inner.block(), way, all);
            }
        }
    }

    private void task(TaskSpec spec, Way way, boolean all) {
        Optional<TaskNode> here = draft.node(spec, host);
        if (here.isEmpty()) {
            if (spec.options().once() && spec.hosts().contains(host)) {
                draft.nodes(spec.number()).values().forEach(once -> once(once, way));
            }
            return;
        }
        TaskNode node = here.get();
        boolean sequenced = all || node.sequenced();
        (sequenced ? way.next : way.entry).forEach(before -> draft.connect(before.node(), node, before.kind(), before.why()));
        Before it = new Before(node, Edge.Kind.NEEDS, "is written before it " + inPlay);
        if (sequenced) {
            way.next = List.of(it);
        } else {
            way.loose.add(it);
        }
    }

    /** A task that another host runs for all: it waits for this host too, and this host for it. */
    private void once(TaskNode node, Way way) {
        if (!node.sequenced() || node.stand().wave() > wave) {
            return;
        }
        if (node.stand().wave() == wave) {
            way.next.forEach(before -> draft.connect(before.node(), node, Edge.Kind.AFTER, "is written before it " + inPlay + ", once for all hosts"));
        }
        way.next = List.of(new Before(node, Edge.Kind.NEEDS, "is written before it " + inPlay + ", once for all hosts"));
    }

    /** A block with parts of its own is one thing to what stands behind it; else it is no more than its tasks. */
    private void block(BlockTree block, Way way, boolean all) {
        if (!isHere(block, TaskSpec.Role.RESCUE) && !isHere(block, TaskSpec.Role.ALWAYS)) {
            walk(block.part(TaskSpec.Role.MAIN), way, all);
            return;
        }
        Way main = new Way(way.entry, way.next);
        walk(block.part(TaskSpec.Role.MAIN), main, all);
        List<Before> ends = new ArrayList<>(main.ends());
        ends.addAll(part(block.part(TaskSpec.Role.RESCUE), after(ends, "is of the block whose rescue part this is of")));
        List<Before> begin = new ArrayList<>(way.next);
        String last = "is of the block whose always part this is of";
        begin.addAll(after(ends, last));
        for (TaskNode always : always(block.part(TaskSpec.Role.ALWAYS), begin, last)) {
            ends.add(new Before(always, Edge.Kind.NEEDS, "is written before it " + inPlay));
        }
        way.next = ends;
    }

    private boolean isHere(BlockTree block, TaskSpec.Role role) {
        return block.tasks(role).stream().anyMatch(task -> draft.node(task, host).isPresent());
    }

    /** A rescue part or a handler: its tasks need one another. What comes before what is behind it. */
    private List<Before> part(List<BlockTree.Item> items, List<Before> begin) {
        Way way = new Way(begin, begin);
        walk(items, way, true);
        return way.next == begin ? List.of() : way.next;
    }

    /** An always part: each of its tasks runs, in their order. All of them. */
    private List<TaskNode> always(List<BlockTree.Item> items, List<Before> begin, String why) {
        List<TaskNode> nodes = new ArrayList<>();
        List<Before> next = begin;
        for (BlockTree.Item item : items) {
            Way way = new Way(next, next);
            walk(List.of(item), way, true);
            if (way.next != next) {
                way.next.forEach(end -> nodes.add(end.node()));
                next = after(way.next, why);
            }
        }
        return nodes;
    }
}
