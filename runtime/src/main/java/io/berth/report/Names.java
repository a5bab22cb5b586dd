package io.berth.report;

import io.berth.event.Event;
import io.berth.event.Outcome;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What tasks and hosts are called to people. */
final class Names {

    /** {@code kvm2} before {@code kvm10}. */
    static final Comparator<String> NATURAL = (one, other) -> numbersPadded(one).compareTo(numbersPadded(other));

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final Map<String, Event.Node> nodes = new HashMap<>();

    void learn(Event.GraphMade graph) {
        graph.nodes().forEach(node -> nodes.put(node.task(), node));
    }

    /** {@code redeploy w01}, or its title; from the id alone when the graph has not told. */
    String task(String id) {
        Event.Node node = nodes.get(id);
        if (node != null) {
            return Text.printable(node.title().isEmpty() ? (node.word() + " " + node.name()).strip() : node.title());
        }
        int host = id.lastIndexOf('@');
        return Text.printable((host > 0 ? id.substring(0, host) : id).replaceFirst(":", " "));
    }

    /** The host of a task, as {@link #host} calls it. */
    String hostOf(String id) {
        Event.Node node = nodes.get(id);
        return host(node != null ? node.host() : id.substring(id.lastIndexOf('@') + 1));
    }

    private static String numbersPadded(String name) {
        return NUMBER.matcher(name).replaceAll(n -> "0".repeat(18 - n.group().length()) + n.group());
    }

    static String host(String host) {
        return host.isEmpty() ? "controller" : Text.printable(host);
    }

    static String outcome(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
