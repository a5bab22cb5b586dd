package io.berth.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The tasks of a run as bars over its time, a row for each host, with as many lanes as tasks ran there at once. All
 * places are percentages of the whole width.
 */
final class Timeline {

    private static final int[] TICK_SECONDS = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800, 86400};
    private static final int MOST_TICKS = 8;
    /** A bar of less than this share of the width has no room for its name. */
    private static final double NAMED = 0.04;

    // Public within a class that is not: FreeMarker reads components of public records only.
    public record Tick(String left, String label) { }

    /** @param shade from 0 to 3: a phase is told from the one before */
    public record Segment(String left, String width, int shade) { }

    public record Bar(String anchor, String left, String width, String outcome, String label, String title,
                      List<Segment> phases) { }

    public record Host(String name, List<List<Bar>> lanes) { }

    private final RunStory story;
    private final Instant from;
    private final long nanos;

    Timeline(RunStory story) {
        this.story = story;
        this.from = story.begin();
        this.nanos = Math.max(1_000_000, Duration.between(from, story.last()).toNanos());
    }

    List<Tick> ticks() {
        long seconds = nanos / 1_000_000_000;
        int step = TICK_SECONDS[TICK_SECONDS.length - 1];
        for (int i = TICK_SECONDS.length - 1; i >= 0 && seconds / TICK_SECONDS[i] <= MOST_TICKS; i--) {
            step = TICK_SECONDS[i];
        }
        List<Tick> ticks = new ArrayList<>();
        for (long s = 0; s <= seconds; s += step) {
            ticks.add(new Tick(percent(s * 1e9 / nanos), Took.clock(Duration.ofSeconds(s))));
        }
        return ticks;
    }

    /** @param anchors of the tasks on the page */
    List<Host> hosts(Map<TaskStory, String> anchors) {
        Map<String, List<TaskStory>> byHost = new LinkedHashMap<>();
        story.tasks().stream().filter(t -> t.begin().isPresent())
                .sorted(Comparator.comparing(t -> t.begin().orElseThrow()))
                .forEach(t -> byHost.computeIfAbsent(Names.host(t.node().host()), h -> new ArrayList<>()).add(t));
        return byHost.entrySet().stream().sorted(Map.Entry.comparingByKey(Names.NATURAL))
                .map(e -> new Host(e.getKey(), lanes(e.getValue()).stream()
                        .map(lane -> lane.stream().map(t -> bar(t, anchors.get(t))).toList()).toList()))
                .toList();
    }

    /** Each task into the first lane that is free again. */
    private List<List<TaskStory>> lanes(List<TaskStory> tasks) {
        List<List<TaskStory>> lanes = new ArrayList<>();
        for (TaskStory task : tasks) {
            Instant begin = task.begin().orElseThrow();
            lanes.stream().filter(lane -> !lane.get(lane.size() - 1).end(story.last()).isAfter(begin)).findFirst()
                    .orElseGet(() -> {
                        lanes.add(new ArrayList<>());
                        return lanes.get(lanes.size() - 1);
                    })
                    .add(task);
        }
        return lanes;
    }

    private Bar bar(TaskStory task, String anchor) {
        Instant begin = task.begin().orElseThrow();
        Instant end = task.end(story.last());
        double length = Math.max(1, Duration.between(begin, end).toNanos());
        StringBuilder title = new StringBuilder(story.names().task(task.node().task()))
                .append(": ").append(task.outcome()).append(", ").append(task.took(story.last()));
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < task.phases().size(); i++) {
            Instant phase = task.phases().get(i).at();
            Instant next = i + 1 < task.phases().size() ? task.phases().get(i + 1).at() : end;
            Duration took = Duration.between(phase, next);
            segments.add(new Segment(percent(Duration.between(begin, phase).toNanos() / length),
                    percent(took.toNanos() / length), i % 4));
            title.append('\n').append(task.phases().get(i).phase()).append(' ').append(Took.of(took));
        }
        return new Bar(anchor, percent((double) Duration.between(from, begin).toNanos() / nanos), percent(length / nanos),
                Page.styleOf(task.outcome()), length / nanos < NAMED ? "" : task.node().name(), title.toString(), segments);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f", 100 * Math.max(0, Math.min(1, share)));
    }
}
