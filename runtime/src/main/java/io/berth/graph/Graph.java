package io.berth.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A directed graph whose nodes have ids and whose edges say why they are there. Everything it answers is in the order
 * in which nodes were added, so that two runs over the same input give the same text.
 *
 * @param <N> what a node carries
 */
public final class Graph<N> {

    private final Map<String, N> nodes = new LinkedHashMap<>();
    private final Map<String, Map<String, Edge>> out = new HashMap<>();
    private final Map<String, Map<String, Edge>> in = new HashMap<>();

    /** @throws IllegalArgumentException if the id is taken */
    public void add(String id, N node) {
        if (nodes.putIfAbsent(id, node) != null) {
            throw new IllegalArgumentException("node '" + id + "' is there already");
        }
        out.put(id, new LinkedHashMap<>());
        in.put(id, new LinkedHashMap<>());
    }

    /**
     * Puts {@code from} before {@code to}. A second edge between the same two is dropped, unless it is the first that
     * says {@link Edge.Kind#NEEDS}.
     */
    public void connect(String from, String to, String why, Edge.Kind kind) {
        known(from);
        known(to);
        Edge old = out.get(from).get(to);
        if (old == null || old.kind() == Edge.Kind.AFTER && kind == Edge.Kind.NEEDS) {
            Edge edge = new Edge(from, to, why, kind);
            out.get(from).put(to, edge);
            in.get(to).put(from, edge);
        }
    }

    public Set<String> ids() {
        return java.util.Collections.unmodifiableSet(nodes.keySet());
    }

    public N node(String id) {
        known(id);
        return nodes.get(id);
    }

    /** All edges, by the order of their first, then of their second node. */
    public List<Edge> edges() {
        List<Edge> all = new ArrayList<>();
        for (String from : nodes.keySet()) {
            nodes.keySet().stream().map(out.get(from)::get).filter(java.util.Objects::nonNull).forEach(all::add);
        }
        return all;
    }

    /** Edges that end at {@code id}. */
    public List<Edge> before(String id) {
        known(id);
        return List.copyOf(in.get(id).values());
    }

    /** Edges that begin at {@code id}. */
    public List<Edge> after(String id) {
        known(id);
        return List.copyOf(out.get(id).values());
    }

    /** All nodes that come before {@code id}, however far. */
    public Set<String> ancestors(String id) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(id));
        while (!open.isEmpty()) {
            for (String from : in.get(open.pop()).keySet()) {
                if (seen.add(from)) {
                    open.push(from);
                }
            }
        }
        return seen;
    }

    /**
     * The ids, each after all that come before it; among those that are free, the one added first comes first.
     *
     * @throws CycleFound if there is none
     */
    public List<String> order() {
        Map<String, Integer> waiting = new HashMap<>();
        nodes.keySet().forEach(id -> waiting.put(id, in.get(id).size()));
        List<String> order = new ArrayList<>();
        List<String> rest = new ArrayList<>(nodes.keySet());
        while (!rest.isEmpty()) {
            String next = rest.stream().filter(id -> waiting.get(id) == 0).findFirst()
                    .orElseThrow(() -> new CycleFound(cycleAmong(rest)));
            rest.remove(next);
            order.add(next);
            out.get(next).keySet().forEach(to -> waiting.merge(to, -1, Integer::sum));
        }
        return order;
    }

    /** Walks backwards inside {@code rest}, where every node has a predecessor, until a node comes up twice. */
    private List<Edge> cycleAmong(List<String> rest) {
        Deque<Edge> path = new ArrayDeque<>();
        Map<String, Integer> seen = new HashMap<>();
        String at = rest.get(0);
        while (seen.putIfAbsent(at, path.size()) == null) {
            Edge edge = in.get(at).values().stream().filter(e -> rest.contains(e.from())).findFirst().orElseThrow();
            path.push(edge);
            at = edge.from();
        }
        int length = path.size() - seen.get(at);
        return path.stream().limit(length).toList();
    }

    /**
     * The same graph without edges that others imply. An edge that {@code NEEDS} is dropped only for a path of such
     * edges.
     *
     * @throws CycleFound if there is a cycle
     */
    public Graph<N> reduced() {
        List<String> order = order();
        Graph<N> result = new Graph<>();
        nodes.forEach(result::add);
        for (Edge edge : edges()) {
            if (!reachesAround(edge, order)) {
                result.connect(edge.from(), edge.to(), edge.why(), edge.kind());
            }
        }
        return result;
    }

    private boolean reachesAround(Edge edge, List<String> order) {
        int last = order.indexOf(edge.to());
        Set<String> reached = new HashSet<>(Set.of(edge.from()));
        for (String id : order.subList(order.indexOf(edge.from()), last)) {
            if (reached.contains(id)) {
                for (Edge step : out.get(id).values()) {
                    boolean itself = step.from().equals(edge.from()) && step.to().equals(edge.to());
                    boolean strongEnough = edge.kind() == Edge.Kind.AFTER || step.kind() == Edge.Kind.NEEDS;
                    if (!itself && strongEnough) {
                        reached.add(step.to());
                    }
                }
            }
        }
        return reached.contains(edge.to());
    }

    private void known(String id) {
        if (!nodes.containsKey(id)) {
            throw new IllegalArgumentException("no node '" + id + "'");
        }
    }
}
