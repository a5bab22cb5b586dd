package io.berth.report;

import io.berth.event.Event;
import io.berth.event.EventSink;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** All that a run's events say, gathered for a report; the run may have died at any point. */
final class RunStory implements EventSink {

    private final Names names = new Names();
    private final Map<String, TaskStory> tasks = new LinkedHashMap<>();
    private final List<Event.Edge> edges = new ArrayList<>();
    private final List<Event.Planned> plan = new ArrayList<>();
    private final List<Event.HostLost> lost = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Event.RunStarted start;
    private Event.RunEnded end;
    private Instant last = Instant.EPOCH;

    @Override
    public void accept(Event event) {
        last = event.at().isAfter(last) ? event.at() : last;
        if (event instanceof Event.RunStarted e) {
            start = e;
        } else if (event instanceof Event.GraphMade e) {
            names.learn(e);
            e.nodes().forEach(node -> tasks.put(node.task(), new TaskStory(node)));
            edges.addAll(e.edges());
        } else if (event instanceof Event.PlanMade e) {
            plan.addAll(e.tasks());
        } else if (event instanceof Event.HostLost e) {
            lost.add(e);
        } else if (event instanceof Event.Notice e) {
            notes.add(e.text());
        } else if (event instanceof Event.Interrupted e) {
            notes.add(e.hard() ? "interrupted twice: what ran was cancelled" : "interrupted: nothing new was started");
        } else if (event instanceof Event.RunEnded e) {
            end = e;
        } else {
            ofTask(event);
        }
    }

    private void ofTask(Event event) {
        if (event instanceof Event.TaskStarted e) {
            of(e.task(), e.host(), task -> task.started(e));
        } else if (event instanceof Event.TaskPhase e) {
            of(e.task(), "", task -> task.phase(e));
        } else if (event instanceof Event.TaskOutput e) {
            of(e.task(), "", task -> task.output().add(e));
        } else if (event instanceof Event.TaskProgress e) {
            of(e.task(), "", task -> task.progress(e));
        } else if (event instanceof Event.TaskEnded e) {
            of(e.task(), e.host(), task -> task.ended(e));
        }
    }

    /** A damaged journal may lack the graph: a task is then known by its id alone. */
    private void of(String id, String host, Consumer<TaskStory> then) {
        then.accept(tasks.computeIfAbsent(id, unknown -> new TaskStory(new Event.Node(id,
                id.contains(":") ? id.substring(0, id.indexOf(':')) : id,
                id.substring(id.indexOf(':') + 1), host, "", "", ""))));
    }

    void note(String text) {
        notes.add(text);
    }

    Names names() {
        return names;
    }

    List<TaskStory> tasks() {
        return List.copyOf(tasks.values());
    }

    List<Event.Edge> edges() {
        return edges;
    }

    List<Event.Planned> plan() {
        return plan;
    }

    List<Event.HostLost> lost() {
        return lost;
    }

    List<String> notes() {
        return notes;
    }

    Optional<Event.RunStarted> start() {
        return Optional.ofNullable(start);
    }

    Optional<Event.RunEnded> end() {
        return Optional.ofNullable(end);
    }

    /** The run's last sign of life. */
    Instant last() {
        return last;
    }

    Instant begin() {
        return start == null ? last : start.at();
    }
}
