package io.berth.compile;

import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.graph.Edge;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders tasks that share a resource, in the order of the graph's nodes: readers after the writer before them, writers after all
 * before them.
 */
final class SharedResources {

    private final Draft draft;
    /** The last that write a key: more than one where nothing orders them. */
    private final Map<Key, List<TaskNode>> writers = new HashMap<>();
    private final Map<Key, List<TaskNode>> readers = new HashMap<>();

    private SharedResources(Draft draft) {
        this.draft = draft;
    }

    static void connect(Draft draft) {
        SharedResources shared = new SharedResources(draft);
        for (String id : draft.graph.ids()) {
            shared.add(draft.graph.node(id));
        }
    }

    private void add(TaskNode node) {
        Footprint footprint = draft.footprint(node);
        for (Key key : footprint.reads()) {
            if (!footprint.writes().contains(key)) {
                for (TaskNode writer : writers.getOrDefault(key, List.of())) {
                    order(writer, node, key, "writes " + key + ", which this reads");
                }
            }
        }
        for (Key key : footprint.writes()) {
            List<TaskNode> unordered = new ArrayList<>();
            for (TaskNode reader : readers.getOrDefault(key, List.of())) {
                if (!order(reader, node, key, "reads " + key + " before this writes it")) {
                    unordered.add(reader);
                }
            }
            replace(readers, key, unordered);
            unordered = new ArrayList<>();
            for (TaskNode writer : writers.getOrDefault(key, List.of())) {
                if (!order(writer, node, key, "writes " + key + " before this does")) {
                    unordered.add(writer);
                }
            }
            unordered.add(node);
            replace(writers, key, unordered);
        }
        for (Key key : footprint.reads()) {
            if (!footprint.writes().contains(key)) {
                readers.computeIfAbsent(key, k -> new ArrayList<>()).add(node);
            }
        }
    }

    private static void replace(Map<Key, List<TaskNode>> map, Key key, List<TaskNode> nodes) {
        if (nodes.isEmpty()) {
            map.remove(key);
        } else {
            map.put(key, nodes);
        }
    }

    /**
     * Whether the two are in order now. What is done on one host on behalf of two is in none for being on that host: each has
     * its order from where it is written.
     */
    private boolean order(TaskNode from, TaskNode to, Key key, String why) {
        boolean sameHost = from.host().name().equals(to.host().name());
        if (from.sequenced() && to.sequenced()) {
            if (sameHost) {
                return true;
            }
            if (key.kind().equals("host")) {
                return false;
            }
        }
        // who finds nothing in a cache takes it from where it is kept
        boolean depends = !key.kind().equals("cache") && !to.stand().contingent() && !from.always() && (sameHost || !key.kind().equals("host"));
        draft.connect(from, to, depends ? Edge.Kind.NEEDS : Edge.Kind.AFTER, why);
        return true;
    }
}
