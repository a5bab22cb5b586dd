package io.berth.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * A directed graph whose nodes have ids and whose edges say why they are there. Everything it answers is in the order
 * in which nodes were added, so that two runs over the same input give the same text.
 *
 * @param <N> what a node carries
 */
public final class Graph<N> {

    private final Map<String, Place<N>> places = new LinkedHashMap<>();

    /** A node with its edges. */
    private static final class Place<N> {

        final String id;
        final int number;
        final N node;
        final Map<String, Edge> in = new LinkedHashMap<>(4);
        final Map<String, Edge> out = new LinkedHashMap<>(4);

        Place(String id, int number, N node) {
            this.id = id;
            this.number = number;
            this.node = node;
        }
    }

    /** @throws IllegalArgumentException if the id is taken */
    public void add(String id, N node) {
        if (places.putIfAbsent(id, new Place<>(id, places.size(), node)) != null) {
            throw new IllegalArgumentException("node '" + id + "' is there already");
        }
    }

    /**
     * Puts {@code from} before {@code to}. A second edge between the same two is dropped, unless it is the first that
     * says {@link Edge.Kind#NEEDS}.
     */
    public void connect(String from, String to, String why, Edge.Kind kind) {
        Map<String, Edge> out = place(from).out;
        Map<String, Edge> in = place(to).in;
        Edge old = out.get(to);
        if (old == null || old.kind() == Edge.Kind.AFTER && kind == Edge.Kind.NEEDS) {
            Edge edge = new Edge(from, to, why, kind);
            out.put(to, edge);
            in.put(from, edge);
        }
    }

    public Set<String> ids() {
        return Collections.unmodifiableSet(places.keySet());
    }

    public N node(String id) {
        return place(id).node;
    }

    /** All edges, by the order of their first, then of their second node. */
    public List<Edge> edges() {
        List<Edge> all = new ArrayList<>();
        for (Place<N> from : places.values()) {
            from.out.values().stream().sorted((one, other) -> Integer.compare(place(one.to()).number, place(other.to()).number)).forEach(all::add);
        }
        return all;
    }

    /** Edges that end at {@code id}. */
    public List<Edge> before(String id) {
        return List.copyOf(place(id).in.values());
    }

    /** Edges that begin at {@code id}. */
    public List<Edge> after(String id) {
        return List.copyOf(place(id).out.values());
    }

    /** All nodes that come before {@code id}, however far. */
    public Set<String> ancestors(String id) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(id));
        while (!open.isEmpty()) {
            for (String from : place(open.pop()).in.keySet()) {
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
        int[] waiting = new int[places.size()];
        PriorityQueue<Place<N>> free = new PriorityQueue<>((one, other) -> Integer.compare(one.number, other.number));
        for (Place<N> place : places.values()) {
            waiting[place.number] = place.in.size();
            if (place.in.isEmpty()) {
                free.add(place);
            }
        }
        List<String> order = new ArrayList<>(places.size());
        while (!free.isEmpty()) {
            Place<N> next = free.poll();
            order.add(next.id);
            for (String id : next.out.keySet()) {
                Place<N> to = place(id);
                if (--waiting[to.number] == 0) {
                    free.add(to);
                }
            }
        }
        if (order.size() < places.size()) {
            Set<String> rest = new LinkedHashSet<>(places.keySet());
            order.forEach(rest::remove);
            throw new CycleFound(cycleAmong(rest));
        }
        return order;
    }

    /** Walks backwards inside {@code rest}, where every node has a predecessor, until a node comes up twice. */
    private List<Edge> cycleAmong(Set<String> rest) {
        Deque<Edge> path = new ArrayDeque<>();
        Map<String, Integer> seen = new HashMap<>();
        String at = rest.iterator().next();
        while (seen.putIfAbsent(at, path.size()) == null) {
            Edge edge = place(at).in.values().stream().filter(e -> rest.contains(e.from())).findFirst().orElseThrow();
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
        Graph<N> result = new Graph<>();
        places.forEach((id, place) -> result.add(id, place.node));
        Implied implied = new Implied(this);
        for (String from : places.keySet()) {
            for (Edge edge : implied.without(from)) {
                result.connect(edge.from(), edge.to(), edge.why(), edge.kind());
            }
        }
        return result;
    }

    private Place<N> place(String id) {
        Place<N> place = places.get(id);
        if (place == null) {
            throw new IllegalArgumentException("no node '" + id + "'");
        }
        return place;
    }
}
