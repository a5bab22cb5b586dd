package io.berth.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Places the nodes of a directed acyclic graph in layers from left to right: each one layer behind the last of those
 * before it, in an order with few crossings, near its neighbours. An edge over several layers bends in each of them.
 * Sugiyama's method: layers, bends, barycentres; heights by isotonic regression.
 */
final class Layers {

    private static final int SWEEPS = 8;

    /** A node, or the bend of an edge. Heights are of its middle. */
    static final class Vertex {
        private final int layer;
        private final double height;
        private final List<Vertex> before = new ArrayList<>();
        private final List<Vertex> after = new ArrayList<>();
        private double order;
        private double y;

        private Vertex(int layer, double height) {
            this.layer = layer;
            this.height = height;
        }

        int layer() {
            return layer;
        }

        double y() {
            return y;
        }
    }

    /** From node to node by their places in the list of nodes. */
    record Edge(int from, int to) { }

    private final List<Vertex> nodes = new ArrayList<>();
    private final Map<Edge, List<Vertex>> routes = new HashMap<>();
    private final List<List<Vertex>> layers = new ArrayList<>();

    /**
     * @param count of nodes
     * @param nodeHeight what a node takes, the gap to the next one included
     * @param bendHeight likewise for the bend of an edge
     */
    Layers(int count, List<Edge> edges, double nodeHeight, double bendHeight) {
        for (int layer : layerOfEach(count, edges)) {
            nodes.add(add(layer, nodeHeight));
        }
        for (Edge edge : edges) {
            routes.computeIfAbsent(edge, e -> route(nodes.get(e.from()), nodes.get(e.to()), bendHeight));
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            sweepOrder(sweep % 2 == 0);
        }
        layers.forEach(layer -> place(layer, middlesOnTop(layer)));
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            sweepHeights(sweep % 2 == 0);
        }
        double top = layers.stream().flatMap(List::stream).mapToDouble(v -> v.y - v.height / 2).min().orElse(0);
        layers.forEach(layer -> layer.forEach(v -> v.y -= top));
    }

    Vertex node(int index) {
        return nodes.get(index);
    }

    /** The vertices that an edge passes, its ends included. */
    List<Vertex> route(Edge edge) {
        return routes.get(edge);
    }

    int depth() {
        return layers.size();
    }

    double height() {
        return layers.stream().flatMap(List::stream).mapToDouble(v -> v.y + v.height / 2).max().orElse(0);
    }

    private static int[] layerOfEach(int count, List<Edge> edges) {
        int[] layer = new int[count];
        // Longest path by relaxing all edges; a graph of n nodes has settled after n rounds.
        boolean moved = true;
        for (int round = 0; moved && round < count; round++) {
            moved = false;
            for (Edge edge : edges) {
                if (layer[edge.to()] <= layer[edge.from()]) {
                    layer[edge.to()] = layer[edge.from()] + 1;
                    moved = true;
                }
            }
        }
        return layer;
    }

    private Vertex add(int layer, double height) {
        while (layers.size() <= layer) {
            layers.add(new ArrayList<>());
        }
        Vertex vertex = new Vertex(layer, height);
        vertex.order = layers.get(layer).size();
        layers.get(layer).add(vertex);
        return vertex;
    }

    private List<Vertex> route(Vertex from, Vertex to, double bendHeight) {
        List<Vertex> route = new ArrayList<>(List.of(from));
        for (int layer = from.layer + 1; layer < to.layer; layer++) {
            route.add(add(layer, bendHeight));
        }
        route.add(to);
        for (int i = 1; i < route.size(); i++) {
            route.get(i - 1).after.add(route.get(i));
            route.get(i).before.add(route.get(i - 1));
        }
        return route;
    }

    private void sweepOrder(boolean rightwards) {
        for (int i = 0; i < layers.size(); i++) {
            List<Vertex> layer = layers.get(rightwards ? i : layers.size() - 1 - i);
            Map<Vertex, Double> centre = new HashMap<>();
            layer.forEach(v -> centre.put(v, (rightwards ? v.before : v.after).stream().mapToDouble(n -> n.order).average().orElse(v.order)));
            layer.sort(Comparator.comparing(centre::get));
            for (int place = 0; place < layer.size(); place++) {
                layer.get(place).order = place;
            }
        }
    }

    private void sweepHeights(boolean rightwards) {
        for (int i = 0; i < layers.size(); i++) {
            List<Vertex> layer = layers.get(rightwards ? i : layers.size() - 1 - i);
            place(layer, layer.stream().mapToDouble(v -> (rightwards ? v.before : v.after).stream().mapToDouble(n -> n.y).average().orElse(v.y))
                    .toArray());
        }
    }

    private static double[] middlesOnTop(List<Vertex> layer) {
        return new double[layer.size()];
    }

    /** As near as can be, in least squares, to what is wanted, in order and without overlap: pools adjacent violators. */
    private static void place(List<Vertex> layer, double[] wanted) {
        double[] offset = new double[layer.size()];
        for (int i = 1; i < offset.length; i++) {
            offset[i] = offset[i - 1] + (layer.get(i - 1).height + layer.get(i).height) / 2;
        }
        List<double[]> pools = new ArrayList<>();
        for (int i = 0; i < offset.length; i++) {
            double[] pool = {wanted[i] - offset[i], 1};
            while (!pools.isEmpty() && mean(pools.get(pools.size() - 1)) > mean(pool)) {
                double[] above = pools.remove(pools.size() - 1);
                pool[0] += above[0];
                pool[1] += above[1];
            }
            pools.add(pool);
        }
        int i = 0;
        for (double[] pool : pools) {
            for (int n = 0; n < pool[1]; n++, i++) {
                layer.get(i).y = mean(pool) + offset[i];
            }
        }
    }

    private static double mean(double[] pool) {
        return pool[0] / pool[1];
    }
}
