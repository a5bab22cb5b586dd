package io.berth.report;

import io.berth.event.Event;
import io.berth.event.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that a run's events say of one task. */
final class TaskStory {

    private final Event.Node node;
    private final CappedOutput output = new CappedOutput();
    private final List<Event.TaskPhase> phases = new ArrayList<>();
    private Event.TaskStarted started;
    private Event.TaskProgress progress;
    private Event.TaskEnded ended;

    TaskStory(Event.Node node) {
        this.node = node;
    }

    void started(Event.TaskStarted event) {
        if (started != null) {
            phases.add(new Event.TaskPhase(event.at(), event.task(), "attempt " + event.attempt()));
        } else {
            started = event;
        }
    }

    void phase(Event.TaskPhase event) {
        phases.add(event);
    }

    void progress(Event.TaskProgress event) {
        progress = event;
    }

    void ended(Event.TaskEnded event) {
        ended = event;
    }

    Event.Node node() {
        return node;
    }

    CappedOutput output() {
        return output;
    }

    List<Event.TaskPhase> phases() {
        return phases;
    }

    /** When its first attempt began; a task that was skipped never began. */
    Optional<Instant> begin() {
        return Optional.ofNullable(started).map(Event.TaskStarted::at);
    }

    /** @param now when a task that has not ended was last known to run */
    Instant end(Instant now) {
        return ended == null ? now : ended.at();
    }

    /** How it ended, if it did. */
    Optional<Event.TaskEnded> ended() {
        return Optional.ofNullable(ended);
    }

    /** The outcome's words; those of a run that died on it: {@code cut off}, {@code not started}. */
    String outcome() {
        if (ended != null) {
            return Names.outcome(ended.outcome());
        }
        return started == null ? "not started" : "cut off";
    }

    String summary() {
        return ended == null ? "" : ended.summary();
    }

    List<Failure> failures() {
        return ended == null ? List.of() : ended.failure();
    }

    Optional<Event.TaskProgress> lastProgress() {
        return Optional.ofNullable(progress);
    }

    /** Empty for one that never ran. */
    String took(Instant now) {
        return begin().map(from -> Took.of(Duration.between(from, end(now)))).orElse("");
    }
}
