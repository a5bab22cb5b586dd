package io.berth.compile;

import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.diag.SourceRange;
import io.berth.graph.CycleFound;
import io.berth.graph.Edge;
import io.berth.model.Network;
import io.berth.model.Play;
import io.berth.model.Pool;
import io.berth.model.Slot;
import io.berth.model.TaskSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The compiler's passes, in the order in which they run. */
final class Passes {

    private Passes() {
    }

    /** What the playbook declares is there after any run of it: a node a host for pools, networks, disks and domains. */
    static void declaredResources(Draft draft) {
        for (Pool pool : draft.playbook.pools().values()) {
            draft.declare(TaskSpec.of("pool", pool, pool.hosts(), pool.at()));
        }
        for (Network network : draft.playbook.networks().values()) {
            draft.declare(TaskSpec.of("network", network, network.hosts(), network.at()));
        }
        for (Slot slot : draft.playbook.slots().values()) {
            draft.declare(TaskSpec.of("disk", slot, List.of(slot.host()), slot.at()));
            draft.declare(TaskSpec.of("domain", slot, List.of(slot.host()), slot.at()));
        }
    }

    static void playTasks(Draft draft) {
        for (Play play : draft.playbook.plays()) {
            play.tasks().forEach(task -> draft.add(task, play, task.place().role() == TaskSpec.Role.ALWAYS));
        }
    }

    /** Lets each task say what is wrong with it, templates above all. */
    static void checkTasks(Draft draft) {
        for (String id : draft.graph.ids()) {
            draft.graph.node(id).check(draft.diagnostics);
        }
    }

    /** Orders tasks that share a resource: readers after the writer before them, writers after all before them. */
    static void resourceEdges(Draft draft) {
        Map<Key, String> writer = new LinkedHashMap<>();
        Map<Key, List<String>> readers = new LinkedHashMap<>();
        for (String id : draft.graph.ids()) {
            TaskNode node = draft.graph.node(id);
            if (node.always()) {
                continue;
            }
            Footprint footprint = node.footprint();
            for (Key key : footprint.reads()) {
                if (writer.containsKey(key) && !footprint.writes().contains(key)) {
                    connect(draft, writer.get(key), id, "writes " + key + ", which this reads");
                }
            }
            for (Key key : footprint.writes()) {
                List<String> readersSince = readers.getOrDefault(key, List.of());
                for (String reader : readersSince) {
                    connect(draft, reader, id, "reads " + key + " before this writes it");
                }
                if (writer.containsKey(key)) {
                    connect(draft, writer.get(key), id, "writes " + key + " before this does");
                }
            }
            for (Key key : footprint.writes()) {
                writer.put(key, id);
                readers.remove(key);
            }
            for (Key key : footprint.reads()) {
                if (!footprint.writes().contains(key)) {
                    readers.computeIfAbsent(key, k -> new ArrayList<>()).add(id);
                }
            }
        }
    }

    private static void connect(Draft draft, String from, String to, String why) {
        draft.graph.connect(from, to, why, Edge.Kind.NEEDS);
    }

    /** Plays come one after another, host by host: a slow host does not hold up the others. */
    static void playOrder(Draft draft) {
        Map<String, List<String>> former = new LinkedHashMap<>();
        Map<String, List<String>> current = new LinkedHashMap<>();
        String play = "";
        for (String id : draft.graph.ids()) {
            TaskNode node = draft.graph.node(id);
            if (node.play().isEmpty() || node.always()) {
                continue;
            }
            if (!node.play().equals(play)) {
                former.putAll(current);
                current.clear();
                play = node.play();
            }
            for (String before : former.getOrDefault(node.host().name(), List.of())) {
                String why = "is of play '" + draft.graph.node(before).play() + "', which comes first on " + node.host().name();
                connect(draft, before, id, why);
            }
            current.computeIfAbsent(node.host().name(), h -> new ArrayList<>()).add(id);
        }
    }

    /**
     * Tasks under {@code always} run after the rest of their play on their host, in their order, whatever became of it,
     * and before the next play there.
     */
    static void alwaysLast(Draft draft) {
        List<String> ids = List.copyOf(draft.graph.ids());
        for (int i = 0; i < ids.size(); i++) {
            TaskNode last = draft.graph.node(ids.get(i));
            if (!last.always()) {
                continue;
            }
            for (String id : ids) {
                TaskNode other = draft.graph.node(id);
                if (!other.host().name().equals(last.host().name()) || other.play().isEmpty()) {
                    continue;
                }
                boolean earlier = ids.indexOf(id) < i;
                if (earlier && other.play().equals(last.play())) {
                    draft.graph.connect(id, last.id(), "is of play '" + last.play() + "', and this always runs after it", Edge.Kind.AFTER);
                } else if (!earlier && !other.play().equals(last.play())) {
                    draft.graph.connect(last.id(), id, "always runs at the end of play '" + last.play() + "', which comes first", Edge.Kind.AFTER);
                }
            }
        }
    }

    static void reduce(Draft draft) {
        try {
            draft.graph = draft.graph.reduced();
        } catch (CycleFound cycle) {
            SourceRange at = draft.graph.node(cycle.cycle().get(0).to()).spec().at();
            draft.diagnostics.error(at, cycle.getMessage());
        }
    }
}
