package io.berth.report;

import io.berth.event.Event;
import io.berth.event.EventSink;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan for people: by host, each task with a symbol for its kind of change, a summary and a diff, then the totals
 * and the hosts that could not be asked. Printed when the plan is made.
 */
public final class PlanView implements EventSink {

    private static final String INDENT = "      ";

    private final PrintStream out;
    private final Style style;
    private final boolean verbose;
    private final boolean diffs;
    private final Names names = new Names();
    private final List<Event.HostLost> lost = new ArrayList<>();

    /**
     * @param verbose whether tasks that change nothing are shown
     * @param diffs whether texts are shown as they are and as they would be
     */
    public PlanView(PrintStream out, Console console, boolean verbose, boolean diffs) {
        this.out = out;
        this.style = console.style();
        this.verbose = verbose;
        this.diffs = diffs;
    }

    @Override
    public void accept(Event event) {
        if (event instanceof Event.GraphMade graph) {
            names.learn(graph);
        } else if (event instanceof Event.HostLost host) {
            lost.add(host);
        } else if (event instanceof Event.PlanMade plan) {
            lines(plan).forEach(line -> out.print(line + "\n"));
            out.flush();
        }
    }

    private List<String> lines(Event.PlanMade plan) {
        List<String> lines = new ArrayList<>();
        Map<String, List<Event.Planned>> byHost = new LinkedHashMap<>();
        plan.tasks().stream().filter(t -> verbose || PlanKind.of(t.kind()) != PlanKind.NONE)
                .forEach(t -> byHost.computeIfAbsent(t.host(), h -> new ArrayList<>()).add(t));
        alike(byHost).forEach((hosts, tasks) -> {
            lines.add(style.bold(hosts));
            int width = tasks.stream().mapToInt(t -> Text.width(names.task(t.task()))).max().orElse(0);
            tasks.forEach(task -> add(lines, task, width));
            lines.add("");
        });
        for (Event.HostLost host : lost) {
            lines.add(style.red(Names.host(host.host()) + " could not be asked:") + " " + Text.printable(host.cause()));
        }
        lines.add(style.bold("plan: ") + PlanTotals.of(plan.tasks()).text()
                + (lost.isEmpty() ? "" : "; " + RunLines.count(lost.size(), "host") + " not asked"));
        return lines;
    }

    /** By hosts as they are told; of many hosts those for which the same is planned are told together. */
    private Map<String, List<Event.Planned>> alike(Map<String, List<Event.Planned>> byHost) {
        Map<Object, List<String>> hosts = new LinkedHashMap<>();
        byHost.forEach((host, tasks) -> {
            Object same = byHost.size() <= FoldedEnds.FEW ? host
                    : tasks.stream().map(task -> List.of(names.task(task.task()), task.kind(), task.summary(), task.diffs())).toList();
            hosts.computeIfAbsent(same, s -> new ArrayList<>()).add(host);
        });
        Map<String, List<Event.Planned>> told = new LinkedHashMap<>();
        hosts.values().forEach(same -> told.put(HostNames.folded(same.stream().map(Names::host).toList()), byHost.get(same.get(0))));
        return told;
    }

    private void add(List<String> lines, Event.Planned task, int width) {
        PlanKind kind = PlanKind.of(task.kind());
        lines.add("  " + kind.dressed(Text.padded(kind.symbol(style.unicode()), style.unicode() ? 1 : 3), style) + " "
                + Text.padded(names.task(task.task()), width) + "  " + Text.printable(task.summary()));
        if (diffs) {
            task.diffs().forEach(diff -> lines.addAll(UnifiedDiff.lines(diff, INDENT, style)));
        }
    }
}
