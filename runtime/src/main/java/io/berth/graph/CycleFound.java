package io.berth.graph;

import java.util.List;
import java.util.stream.Collectors;

/** The graph has a cycle; the message walks it. */
public final class CycleFound extends RuntimeException {

    private final transient List<Edge> cycle;

    CycleFound(List<Edge> cycle) {
        super("these wait for each other: " + cycle.stream()
                .map(edge -> edge.from() + " before " + edge.to() + " (" + edge.why() + ")")
                .collect(Collectors.joining(", ")));
        this.cycle = List.copyOf(cycle);
    }

    public List<Edge> cycle() {
        return cycle;
    }
}
