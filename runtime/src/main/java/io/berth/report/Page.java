package io.berth.report;

import io.berth.event.Event;
import io.berth.event.Failure;
import io.berth.model.Size;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the report's template shows, ready to be shown: a run's story in words and places. */
final class Page {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm:ss z", Locale.ENGLISH);
    private static final int OPEN_PLANS = 40;

    // Public within a class that is not: FreeMarker reads components of public records only.
    public record Head(String name, String playbook, String run, String user, String controller, String when, String took,
                       String version, String resumes, String limit, String forks, String verdict, String meaning) { }

    public record Count(String outcome, String style, long n) { }

    public record Fault(String anchor, String what, String host, String cause, String command, String status,
                        List<String> tail, String where, String next) { }

    public record Phase(String name, String at, String took) { }

    public record After(String anchor, String task, String why) { }

    public record Task(String anchor, String name, String host, String outcome, String style, String summary, String took,
                       String where, String copied, List<Phase> phases, List<After> after, List<CappedOutput.Line> head,
                       String leftOut, List<CappedOutput.Line> tail) { }

    public record Change(String kind, String symbol, String name, String summary, List<Texts> diffs) { }

    public record Texts(String what, List<Row> rows) { }

    public record Row(String kind, String text) { }

    public record Plan(String host, String totals, List<Change> changes) { }

    private final RunStory story;
    private final ZoneId zone;
    private final Map<TaskStory, String> anchors = new IdentityHashMap<>();
    private final Map<String, String> anchorOf = new HashMap<>();

    Page(RunStory story, ZoneId zone) {
        this.story = story;
        this.zone = zone;
        for (TaskStory task : story.tasks()) {
            anchors.put(task, "t" + anchors.size());
            anchorOf.put(task.node().task(), anchors.get(task));
        }
    }

    /** A class name of the style sheet. */
    static String styleOf(String outcome) {
        return outcome.replace(' ', '-');
    }

    /** By the names that the template uses. */
    Map<String, Object> model() {
        Map<String, Object> model = new LinkedHashMap<>();
        boolean drawn = story.tasks().size() <= GraphDrawing.MOST_NODES;
        List<Task> tasks = story.tasks().stream().map(this::task).toList();
        model.put("head", head());
        model.put("counts", counts(tasks));
        model.put("faults", faults());
        model.put("lost", story.lost());
        model.put("notes", story.notes());
        model.put("plans", plans());
        model.put("planTotals", PlanTotals.of(story.plan()).text());
        model.put("plansOpen", story.plan().size() <= OPEN_PLANS);
        model.put("ticks", new Timeline(story).ticks());
        model.put("rows", new Timeline(story).hosts(anchors));
        model.put("picture", drawn ? List.of(GraphDrawing.of(story, anchors)) : List.of());
        model.put("edges", story.edges().size());
        model.put("tasks", tasks);
        model.put("hosts", tasks.stream().map(Task::host).distinct().sorted(Names.NATURAL).toList());
        return model;
    }

    private Head head() {
        Duration took = story.end().map(Event.RunEnded::took).orElse(Duration.between(story.begin(), story.last()));
        String verdict = story.end().map(e -> e.exit() == 0 ? "good" : e.exit() == 130 ? "stopped" : "bad").orElse("stopped");
        String meaning = story.end().map(e -> "exit " + e.exit() + ": " + ExitMeaning.of(e.exit()))
                .orElse("no end in the journal: the controller died, or the run still goes on");
        return story.start().map(s -> new Head(s.request().playbook().substring(s.request().playbook().lastIndexOf('/') + 1), s.request().playbook(),
                        s.run(), s.user(), s.controller(), when(s.at()), Took.of(took), s.version(), s.resumes(), s.request().limit(),
                        String.valueOf(s.request().forks()), verdict, meaning))
                .orElseGet(() -> new Head("a run", "", "", "", "", when(story.begin()), Took.of(took), "", "", "", "", verdict, meaning));
    }

    private String when(Instant at) {
        return WHEN.withZone(zone).format(at);
    }

    private static List<Count> counts(List<Task> tasks) {
        return tasks.stream().collect(Collectors.groupingBy(Task::outcome, LinkedHashMap::new, Collectors.counting()))
                .entrySet().stream().map(e -> new Count(e.getKey(), styleOf(e.getKey()), e.getValue())).toList();
    }

    private List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        for (TaskStory task : story.tasks()) {
            for (Failure f : task.failures()) {
                faults.add(new Fault(anchors.get(task), f.what(), Names.host(f.host()), f.cause(), ErrorBlock.commandLine(f.command()),
                        String.valueOf(f.status()), f.tail().stream().map(Text::printable).toList(), f.where(), f.next()));
            }
        }
        return faults;
    }

    private Task task(TaskStory task) {
        Event.Node node = task.node();
        CappedOutput output = task.output();
        return new Task(anchors.get(task), story.names().task(node.task()), Names.host(node.host()), task.outcome(),
                styleOf(task.outcome()), task.summary(), task.took(story.last()), node.where(),
                task.lastProgress().map(Page::copied).orElse(""), phases(task),
                story.edges().stream().filter(e -> e.to().equals(node.task()))
                        .map(e -> new After(anchorOf.getOrDefault(e.from(), ""), story.names().task(e.from()), e.why())).toList(),
                output.head(), output.leftOut() == 0 ? "" : RunLines.count(output.leftOut(), "line") + " left out; the journal has them",
                output.tail());
    }

    private static String copied(Event.TaskProgress progress) {
        return new Size(progress.bytes()) + (progress.total() > 0 ? " of " + new Size(progress.total()) : "");
    }

    private List<Phase> phases(TaskStory task) {
        List<Phase> phases = new ArrayList<>();
        for (int i = 0; i < task.phases().size(); i++) {
            Instant at = task.phases().get(i).at();
            Instant next = i + 1 < task.phases().size() ? task.phases().get(i + 1).at() : task.end(story.last());
            phases.add(new Phase(task.phases().get(i).phase(), Took.of(Duration.between(story.begin(), at)),
                    Took.of(Duration.between(at, next))));
        }
        return phases;
    }

    private List<Plan> plans() {
        Map<String, List<Event.Planned>> byHost = new LinkedHashMap<>();
        story.plan().forEach(p -> byHost.computeIfAbsent(Names.host(p.host()), h -> new ArrayList<>()).add(p));
        return byHost.entrySet().stream().map(e -> new Plan(e.getKey(), PlanTotals.of(e.getValue()).text(),
                e.getValue().stream().filter(p -> PlanKind.of(p.kind()) != PlanKind.NONE).map(this::change).toList())).toList();
    }

    private Change change(Event.Planned planned) {
        return new Change(planned.kind(), PlanKind.of(planned.kind()).symbol(true), story.names().task(planned.task()), planned.summary(),
                planned.diffs().stream().map(d -> new Texts(d.what(), UnifiedDiff.of(d).stream()
                        .map(line -> new Row(line.kind().name().toLowerCase(Locale.ROOT), line.text())).toList())).toList());
    }
}
