package io.berth.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds which edges of a graph say nothing that a longer way does not say too. */
final class Implied {

    private final Graph<?> graph;
    private final Map<String, Integer> positions = new HashMap<>();

    /** @throws CycleFound if there is a cycle */
    Implied(Graph<?> graph) {
        this.graph = graph;
        for (String id : graph.order()) {
            positions.put(id, positions.size());
        }
    }

    /** The edges that begin at a node, by the order of the graph of their ends, without those that longer ways imply. */
    List<Edge> without(String from) {
        List<Edge> out = new ArrayList<>(graph.after(from));
        if (out.size() < 2) {
            return out;
        }
        out.sort(Comparator.comparingInt(edge -> positions.get(edge.to())));
        int last = positions.get(out.get(out.size() - 1).to());
        Set<String> reached = new HashSet<>();
        Set<String> needed = new HashSet<>();
        List<Edge> kept = new ArrayList<>();
        // A longer way to a node goes through one that stands before it, whose ways have been followed by then.
        for (Edge edge : out) {
            if (!(edge.kind() == Edge.Kind.NEEDS ? needed : reached).contains(edge.to())) {
                kept.add(edge);
            }
            follow(edge.to(), last, false, reached);
            if (edge.kind() == Edge.Kind.NEEDS) {
                follow(edge.to(), last, true, needed);
            }
        }
        return kept;
    }

    /** Adds all that can be reached from a node, up to a position. */
    private void follow(String from, int last, boolean needs, Set<String> into) {
        if (positions.get(from) >= last) {
            return;
        }
        Deque<String> open = new ArrayDeque<>(List.of(from));
        while (!open.isEmpty()) {
            for (Edge step : graph.after(open.pop())) {
                if ((!needs || step.kind() == Edge.Kind.NEEDS) && positions.get(step.to()) <= last && into.add(step.to())) {
                    open.push(step.to());
                }
            }
        }
    }
}
