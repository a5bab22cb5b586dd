package io.berth.report;

import io.berth.model.Playbook;
import java.util.TreeMap;

/** Groups within groups as a tree, in the form of {@code ansible-inventory --graph}. */
public final class HostGraph {

    private final HostTree tree;
    private final boolean variables;
    private final StringBuilder out = new StringBuilder();

    private HostGraph(Playbook hosts, boolean variables) {
        this.tree = new HostTree(hosts);
        this.variables = variables;
    }

    /** @param group where it begins; {@code all}: at the top */
    public static String of(Playbook hosts, String group, boolean variables) {
        HostGraph graph = new HostGraph(hosts, variables);
        graph.group(group, 0);
        return graph.out.toString();
    }

    private void group(String name, int depth) {
        line("@" + name + ":", depth);
        tree.children(name).forEach(child -> group(child, depth + 1));
        for (String host : tree.own(name)) {
            line(Text.printable(host), depth + 1);
            if (variables) {
                new TreeMap<>(tree.variables(host)).forEach((variable, value) -> line("{" + variable + " = " + Text.printable(String.valueOf(value)) + "}", depth + 2));
            }
        }
    }

    private void line(String text, int depth) {
        out.append("  |".repeat(depth)).append(depth > 0 ? "--" : "").append(text).append('\n');
    }
}
