package io.berth.report;

import io.berth.event.Event;
import io.berth.event.Failure;
import io.berth.event.Outcome;
import io.berth.model.Diff;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lines that are worth saying of each event, for good: the plain view prints them, the live view scrolls them. */
final class RunLines {

    private static final int OUTCOME_WIDTH = Names.outcome(Outcome.UNREACHABLE).length();
    private static final int WIDEST_NAME = 32;
    private static final String INDENT = "      ";
    private static final Set<Outcome> QUIET = EnumSet.of(Outcome.UNCHANGED, Outcome.DONE, Outcome.LEFT_OUT);

    private final Style style;
    private final boolean verbose;
    private final boolean diff;
    private final Map<String, List<Diff>> planned = new HashMap<>();
    private final Names names = new Names();
    private final Recap recap = new Recap();
    private final FoldedEnds folded = new FoldedEnds();
    private int hostWidth = "kvm1".length();
    private int taskWidth;

    /**
     * @param verbose whether unchanged tasks, phases and output are worth saying
     * @param diff whether the texts before and after of what changed are
     */
    RunLines(Style style, boolean verbose, boolean diff) {
        this.diff = diff;
        this.style = style;
        this.verbose = verbose;
    }

    Names names() {
        return names;
    }

    Recap recap() {
        return recap;
    }

    List<String> of(Event event) {
        List<String> lines = new ArrayList<>();
        folded.due(event.at()).forEach(group -> lines.addAll(ended(group)));
        if (event instanceof Event.RunEnded || event instanceof Event.Interrupted) {
            folded.rest().forEach(group -> lines.addAll(ended(group)));
        }
        lines.addAll(own(event));
        return lines;
    }

    private List<String> own(Event event) {
        if (event instanceof Event.RunStarted run) {
            return List.of(style.bold("run " + run.run()) + "  " + Text.printable(run.request().playbook())
                    + (run.resumes().isEmpty() ? "" : "  goes on with run " + run.resumes()));
        } else if (event instanceof Event.GraphMade graph) {
            names.learn(graph);
            folded.learn(graph);
            hostWidth = graph.nodes().stream().mapToInt(n -> Text.width(Names.host(n.host()))).max().orElse(hostWidth);
            taskWidth = Math.min(WIDEST_NAME,
                    graph.nodes().stream().mapToInt(n -> Text.width(names.task(n.task()))).max().orElse(0));
            long hosts = graph.nodes().stream().map(Event.Node::host).distinct().count();
            return List.of(count(graph.nodes().size(), "task") + " on " + count(hosts, "host"));
        } else if (event instanceof Event.HostConnected host) {
            return verbose ? List.of(line(style.dim(word("connected")), host.host(), style.dim("in " + Took.of(host.took())))) : List.of();
        } else if (event instanceof Event.PlanMade plan && diff) {
            plan.tasks().stream().filter(task -> !task.diffs().isEmpty()).forEach(task -> planned.put(task.task(), task.diffs()));
            return List.of();
        } else if (event instanceof Event.HostLost host) {
            recap.count(host);
            return List.of(line(style.outcome(Outcome.UNREACHABLE, word("lost")), host.host(), Text.printable(host.cause())));
        } else if (event instanceof Event.TaskEnded ended) {
            recap.count(ended);
            return folded.add(ended).stream().flatMap(group -> ended(group).stream()).toList();
        } else if (event instanceof Event.Notice notice) {
            return notice.text().lines().map(l -> style.cyan("note:") + " " + Text.printable(l)).toList();
        } else if (event instanceof Event.Interrupted interrupted) {
            return interrupted(interrupted);
        } else if (event instanceof Event.RunEnded end) {
            return recap.quiet(end) ? recap.lines(end, style) : Stream.concat(Stream.of(""), recap.lines(end, style).stream()).toList();
        }
        return verbose ? detail(event) : List.of();
    }

    private List<String> ended(FoldedEnds.Group group) {
        Event.TaskEnded ended = group.first();
        String hosts = HostNames.folded(group.hosts().stream().map(Names::host).toList());
        if (QUIET.contains(ended.outcome()) && !verbose && ended.shown().isEmpty()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        // with all output there was, it was said as it came
        List<String> shown = verbose ? List.of() : ended.shown().stream().map(Text::printable).toList();
        lines.add(line(style.outcome(ended.outcome(), word(Names.outcome(ended.outcome()))), hosts,
                !shown.isEmpty() && ended.outcome().good() ? shown(names.task(ended.task()), shown)
                        : Text.padded(names.task(ended.task()), taskWidth) + "  " + Text.printable(ended.summary()) + seconds(group)));
        if (shown.size() > 1 || !ended.outcome().good()) {
            shown.forEach(line -> lines.add(INDENT + line));
        }
        if (ended.outcome() == Outcome.CHANGED) {
            planned.getOrDefault(ended.task(), List.of()).forEach(text -> lines.addAll(UnifiedDiff.lines(text, INDENT, style)));
        }
        for (Failure failure : ended.failure()) {
            lines.addAll(ErrorBlock.lines(failure, hosts, style));
        }
        return lines;
    }

    private String seconds(FoldedEnds.Group group) {
        return group.took().isZero() ? "" : "  " + style.dim(Took.of(group.took()));
    }

    /** A single line stands behind the task, unless that is called so; several stand below it. */
    private String shown(String task, List<String> lines) {
        return lines.size() > 1 || task.endsWith(lines.get(0)) ? task : Text.padded(task, taskWidth) + "  " + lines.get(0);
    }

    private List<String> interrupted(Event.Interrupted interrupted) {
        String running = interrupted.running().stream().map(id -> names.task(id) + " on " + names.hostOf(id))
                .collect(Collectors.joining(", "));
        String text = running.isEmpty() ? "nothing runs, and nothing new starts"
                : interrupted.hard() ? "cancelling and cleaning up: " + running
                : "nothing new starts; waiting for: " + running + "; once more cancels";
        return List.of(style.yellow("interrupted:") + " " + text);
    }

    private List<String> detail(Event event) {
        if (event instanceof Event.TaskStarted started) {
            return List.of(line(style.dim(word("started")), started.host(), names.task(started.task())
                    + (started.attempt() > 1 ? "  attempt " + started.attempt() : "")));
        } else if (event instanceof Event.TaskPhase phase) {
            return List.of(line(style.dim(word("")), names.hostOf(phase.task()),
                    Text.padded(names.task(phase.task()), taskWidth) + "  " + style.dim(Text.printable(phase.phase()))));
        } else if (event instanceof Event.TaskOutput output) {
            return List.of(line(style.dim(word("")), names.hostOf(output.task()),
                    Text.padded(names.task(output.task()), taskWidth) + "  | " + Text.printable(output.line())));
        }
        return List.of();
    }

    private String line(String word, String host, String rest) {
        return word + "  " + Text.padded(Names.host(host), hostWidth) + "  " + rest;
    }

    private static String word(String word) {
        return Text.padded(word, OUTCOME_WIDTH);
    }

    static String count(long n, String thing) {
        return n + " " + thing + (n == 1 ? "" : "s");
    }
}
