package io.berth.report;

import io.berth.event.Event;
import io.berth.event.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the live lines at the bottom of the terminal say at a moment: pure state, fed by events. */
final class LiveScreen {

    private static final int WIDEST_HOST = 12;
    private static final int WIDEST_NAME = 28;
    private static final int WIDEST_PHASE = 12;

    private final Style style;
    private final RunLines said;
    private final Map<String, BusyTask> busy = new LinkedHashMap<>();
    private Instant started;
    private int total;
    private int lost;
    private String stopping = "";

    LiveScreen(Style style, RunLines said) {
        this.style = style;
        this.said = said;
    }

    void accept(Event event) {
        if (event instanceof Event.RunStarted run) {
            started = run.at();
        } else if (event instanceof Event.GraphMade graph) {
            total = graph.nodes().size();
        } else if (event instanceof Event.HostLost) {
            lost++;
        } else if (event instanceof Event.TaskStarted task) {
            busy.put(task.task(), new BusyTask(Names.host(task.host()), said.names().task(task.task()), task.at()));
        } else if (event instanceof Event.TaskPhase phase && busy.containsKey(phase.task())) {
            busy.get(phase.task()).phase(phase);
        } else if (event instanceof Event.TaskProgress progress && busy.containsKey(progress.task())) {
            busy.get(progress.task()).progress(progress);
        } else if (event instanceof Event.TaskEnded ended) {
            busy.remove(ended.task());
        } else if (event instanceof Event.Interrupted interrupted) {
            stopping = interrupted.hard() ? "cancelling" : "stopping, Ctrl-C again cancels";
        }
    }

    /** At most one line less than the terminal has, none wider than the terminal less one column. */
    List<String> lines(Instant now, Console.Size size) {
        int columns = Math.max(1, size.columns() - 1);
        int room = Math.max(1, size.rows() - 1) - 1;
        if (busy.size() > room) {
            return Stream.concat(folded(now, columns, room).stream(), Stream.of(status(now, columns))).toList();
        }
        BusyTask.Widths widths = new BusyTask.Widths(widest(BusyTask::host, WIDEST_HOST),
                widest(BusyTask::name, Math.min(WIDEST_NAME, columns / 3)), widest(BusyTask::phase, WIDEST_PHASE));
        List<String> lines = new ArrayList<>();
        busy.values().forEach(b -> lines.add(b.line(now, columns, widths, style)));
        lines.add(status(now, columns));
        return lines;
    }

    /** More run than there are rows: a line a task, for all hosts it runs on, those of most hosts first. */
    private List<String> folded(Instant now, int columns, int room) {
        Map<String, List<BusyTask>> byName = busy.values().stream().collect(Collectors.groupingBy(BusyTask::name, LinkedHashMap::new, Collectors.toList()));
        List<List<BusyTask>> groups = byName.values().stream().sorted(Comparator.comparing(group -> -group.size())).toList();
        int shown = groups.size() <= room ? groups.size() : Math.max(0, room - 1);
        List<String> hosts = groups.subList(0, shown).stream().map(group -> hosts(group, Math.max(WIDEST_HOST, columns / 3))).toList();
        int widest = hosts.stream().mapToInt(Text::width).max().orElse(0);
        BusyTask.Widths widths = new BusyTask.Widths(widest, widest(BusyTask::name, columns / 3), widest(BusyTask::phase, WIDEST_PHASE));
        List<String> lines = new ArrayList<>();
        for (int group = 0; group < shown; group++) {
            lines.add(groups.get(group).get(0).line(hosts.get(group), now, columns, widths, style));
        }
        if (shown < groups.size() && room > 0) {
            lines.add(style.dim(Text.cut("and " + (groups.size() - shown) + " more", columns)));
        }
        return lines;
    }

    /** By their names where there is room, else how many. */
    private static String hosts(List<BusyTask> group, int room) {
        String names = HostNames.folded(group.stream().map(BusyTask::host).toList());
        return Text.width(names) <= room ? names : RunLines.count(group.size(), "host");
    }

    private int widest(Function<BusyTask, String> part, int most) {
        return Math.min(most, busy.values().stream().mapToInt(b -> Text.width(part.apply(b))).max().orElse(0));
    }

    private String status(Instant now, int columns) {
        Recap recap = said.recap();
        int bad = recap.of(Outcome.FAILED) + recap.of(Outcome.REFUSED) + recap.of(Outcome.UNREACHABLE);
        List<String> parts = new ArrayList<>();
        parts.add(total > 0 ? recap.done() + " of " + total + " done" : "preparing");
        if (!stopping.isEmpty()) {
            parts.add(stopping);
        }
        if (bad > 0) {
            parts.add(bad + " failed");
        }
        if (lost > 0) {
            parts.add(RunLines.count(lost, "host") + " lost");
        }
        parts.add(busy.size() + " running");
        String clock = Text.cut(Took.clock(started == null ? Duration.ZERO : Duration.between(started, now)), columns);
        String text = Text.cut(String.join(style.unicode() ? " · " : ", ", parts), columns - clock.length() - 1);
        String gap = " ".repeat(Math.max(0, columns - Text.width(text) - clock.length()));
        return (bad > 0 || lost > 0 ? style.red(text) : style.bold(text)) + gap + style.dim(clock);
    }
}
