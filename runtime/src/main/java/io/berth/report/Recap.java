package io.berth.report;

import io.berth.event.Event;
import io.berth.event.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many tasks ended how, by host. */
final class Recap {

    private static final Set<Outcome> QUIET = EnumSet.of(Outcome.UNCHANGED, Outcome.DONE, Outcome.LEFT_OUT, Outcome.DONE_BEFORE);

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

    /** Whether all was as the playbook says, so that a line is enough. */
    boolean quiet(Event.RunEnded end) {
        return end.exit() == 0 && lost.isEmpty() && QUIET.containsAll(end.counts().keySet());
    }

    /**
     * A table, a row a host and a column for each outcome there was, then the lost hosts, the totals and what the exit status says. Of
     * many hosts those with the same counts share a row.
     */
    List<String> lines(Event.RunEnded end, Style style) {
        int tasks = end.counts().values().stream().mapToInt(Integer::intValue).sum();
        if (quiet(end)) {
            return List.of(style.green("nothing to do:") + " " + RunLines.count(tasks, "task") + " on " + RunLines.count(byHost.size(), "host")
                    + " " + (tasks == 1 ? "is" : "are") + " as the playbook says" + style.dim("  " + Took.of(end.took())));
        }
        Map<String, Map<Outcome, Integer>> rows = rows();
        List<Outcome> columns = Stream.of(Outcome.values()).filter(o -> of(o) > 0).toList();
        int hostWidth = Math.max("host".length(), rows.keySet().stream().mapToInt(Text::width).max().orElse(0));
        List<String> lines = new ArrayList<>();
        if (!columns.isEmpty()) {
            lines.add(style.dim(Text.padded("host", hostWidth)
                    + columns.stream().map(o -> "  " + Names.outcome(o)).collect(Collectors.joining())));
        }
        rows.forEach((host, counts) -> lines.add(Text.padded(host, hostWidth) + columns.stream()
                .map(o -> "  " + cell(counts.getOrDefault(o, 0), o, style)).collect(Collectors.joining())));
        lost.forEach((host, cause) -> lines.add(style.red(host + " lost:") + " " + cause));
        lines.add(style.bold(RunLines.count(tasks, "task") + " in " + Took.of(end.took()))
                + totals(end.counts()));
        lines.add("exit " + end.exit() + ": " + ExitMeaning.of(end.exit()));
        return lines;
    }

    private Map<String, Map<Outcome, Integer>> rows() {
        if (byHost.size() <= FoldedEnds.FEW) {
            return byHost;
        }
        Map<Map<Outcome, Integer>, List<String>> alike = new LinkedHashMap<>();
        byHost.forEach((host, counts) -> alike.computeIfAbsent(counts, c -> new ArrayList<>()).add(host));
        Map<String, Map<Outcome, Integer>> rows = new LinkedHashMap<>();
        alike.forEach((counts, hosts) -> rows.put(HostNames.folded(hosts), counts));
        return rows;
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
