package io.berth.report;

import io.berth.event.Event;
import io.berth.event.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many tasks ended how, by host. */
final class Recap {

    private final Map<String, Map<Outcome, Integer>> byHost = new TreeMap<>(Names.NATURAL);

    private final Map<String, String> lost = new TreeMap<>(Names.NATURAL);

    void count(Event.HostLost host) {
        lost.put(Names.host(host.host()), Text.printable(host.cause()));
    }

    void count(Event.TaskEnded ended) {
        byHost.computeIfAbsent(Names.host(ended.host()), h -> new EnumMap<>(Outcome.class))
                .merge(ended.outcome(), 1, Integer::sum);
    }

    int done() {
        return byHost.values().stream().flatMap(m -> m.values().stream()).mapToInt(Integer::intValue).sum();
    }

    int of(Outcome outcome) {
        return byHost.values().stream().mapToInt(m -> m.getOrDefault(outcome, 0)).sum();
    }

    /** A table, a row a host and a column for each outcome there was, then the lost hosts, the totals and what the exit status says. */
    List<String> lines(Event.RunEnded end, Style style) {
        List<Outcome> columns = Stream.of(Outcome.values()).filter(o -> of(o) > 0).toList();
        int hostWidth = Math.max("host".length(), byHost.keySet().stream().mapToInt(Text::width).max().orElse(0));
        List<String> lines = new ArrayList<>();
        if (!columns.isEmpty()) {
            lines.add(style.dim(Text.padded("host", hostWidth)
                    + columns.stream().map(o -> "  " + Names.outcome(o)).collect(Collectors.joining())));
        }
        byHost.forEach((host, counts) -> lines.add(Text.padded(host, hostWidth) + columns.stream()
                .map(o -> "  " + cell(counts.getOrDefault(o, 0), o, style)).collect(Collectors.joining())));
        lost.forEach((host, cause) -> lines.add(style.red(host + " lost:") + " " + cause));
        lines.add(style.bold(end.counts().values().stream().mapToInt(Integer::intValue).sum() + " tasks in " + Took.of(end.took()))
                + totals(end.counts()));
        lines.add("exit " + end.exit() + ": " + ExitMeaning.of(end.exit()));
        return lines;
    }

    private static String cell(int count, Outcome outcome, Style style) {
        String number = String.valueOf(count);
        String blank = " ".repeat(Names.outcome(outcome).length() - Math.min(number.length(), Names.outcome(outcome).length()));
        return blank + (count == 0 ? style.dim(number) : style.outcome(outcome, number));
    }

    static String totals(Map<Outcome, Integer> counts) {
        return Stream.of(Outcome.values()).filter(o -> counts.getOrDefault(o, 0) > 0)
                .map(o -> counts.get(o) + " " + Names.outcome(o)).collect(Collectors.joining(", ", counts.isEmpty() ? "" : ": ", ""));
    }
}
