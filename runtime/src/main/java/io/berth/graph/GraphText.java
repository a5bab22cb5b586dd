package io.berth.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A graph as text for people, as mermaid and as dot. */
public final class GraphText {

    private GraphText() {
    }

    /** A line a node, in an order that can be run, and under it what it waits for and why. */
    public static String text(Graph<?> graph) {
        StringBuilder out = new StringBuilder();
        for (String id : graph.order()) {
            out.append(id).append('\n');
            for (Edge edge : graph.before(id)) {
                out.append("    after ").append(edge.from()).append(": ").append(edge.why())
                        .append(edge.kind() == Edge.Kind.AFTER ? " (whatever became of it)" : "").append('\n');
            }
        }
        return out.toString();
    }

    public static String mermaid(Graph<?> graph) {
        List<String> order = graph.order();
        Map<String, String> names = new HashMap<>();
        order.forEach(id -> names.put(id, "n" + names.size()));
        Function<String, String> name = names::get;
        List<String> lines = new ArrayList<>(List.of("flowchart LR"));
        for (String id : order) {
            lines.add("    " + name.apply(id) + "[\"" + mermaidText(id) + "\"]");
        }
        for (Edge edge : graph.edges()) {
            String arrow = edge.kind() == Edge.Kind.AFTER ? " -. \"" : " -- \"";
            String head = edge.kind() == Edge.Kind.AFTER ? "\" .-> " : "\" --> ";
            lines.add("    " + name.apply(edge.from()) + arrow + mermaidText(edge.why()) + head + name.apply(edge.to()));
        }
        return String.join("\n", lines) + "\n";
    }

    public static String dot(Graph<?> graph) {
        List<String> lines = new ArrayList<>(List.of("digraph berth {", "    rankdir=LR;", "    node [shape=box];"));
        for (String id : graph.order()) {
            lines.add("    " + quoted(id) + ";");
        }
        for (Edge edge : graph.edges()) {
            lines.add("    " + quoted(edge.from()) + " -> " + quoted(edge.to()) + " [label=" + quoted(edge.why())
                    + (edge.kind() == Edge.Kind.AFTER ? ", style=dashed" : "") + "];");
        }
        lines.add("}");
        return String.join("\n", lines) + "\n";
    }

    private static String mermaidText(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
