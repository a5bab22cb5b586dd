package io.berth.journal;

import io.berth.event.Event;
import io.berth.event.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a resume needs to know of a run: what was asked for, and how far each task of its graph came.
 *
 * @param resumes id of the run this one went on with; empty: none
 * @param tasks by task id, in the order of the graph
 */
public record RunRecord(String run, Event.Request request, String resumes, Map<String, Task> tasks) {

    public RunRecord {
        tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    }

    /**
     * @param digest of the task's parameters; empty when the journal does not tell
     * @param at when it was last heard of
     */
    public record Task(String id, String digest, End end, Instant at) {

        /** Whether it ended well with these same parameters, so that it need not run again. */
        public boolean doneAs(String wanted) {
            return !digest.isEmpty() && digest.equals(wanted) && isDone();
        }

        /**
         * Whether it did what it was to do, or found it done. What was left out may not be the next time, and of what was
         * rescued only the failure is made up for.
         */
        public boolean isDone() {
            return end instanceof Ended ended && switch (ended.outcome()) {
                case UNCHANGED, CHANGED, DONE, DONE_BEFORE, IGNORED -> true;
                case LEFT_OUT, RESCUED, FAILED, UNREACHABLE, REFUSED, SKIPPED, CANCELLED -> false;
            };
        }
    }

    /** How far a task came. */
    public sealed interface End { }

    public record Ended(Outcome outcome, String summary) implements End { }

    /** It was running when the run died. */
    public record CutOff() implements End { }

    public record NotStarted() implements End { }

    /**
     * Folds a run's events.
     *
     * @throws IllegalArgumentException if they do not begin a run
     */
    public static RunRecord of(Iterable<Event> events) {
        Event.RunStarted start = null;
        Map<String, Task> tasks = new LinkedHashMap<>();
        for (Event event : events) {
            if (event instanceof Event.RunStarted started) {
                start = started;
            } else if (event instanceof Event.GraphMade graph) {
                graph.nodes().forEach(n -> tasks.put(n.task(), new Task(n.task(), n.digest(), new NotStarted(), graph.at())));
            } else if (event instanceof Event.TaskStarted started) {
                put(tasks, started.task(), new CutOff(), started.at());
            } else if (event instanceof Event.TaskEnded ended) {
                put(tasks, ended.task(), new Ended(ended.outcome(), ended.summary()), ended.at());
            }
        }
        if (start == null) {
            throw new IllegalArgumentException("not the journal of a run: it does not say what was asked for");
        }
        return new RunRecord(start.run(), start.request(), start.resumes(), tasks);
    }

    private static void put(Map<String, Task> tasks, String id, End end, Instant at) {
        String digest = tasks.containsKey(id) ? tasks.get(id).digest() : "";
        tasks.put(id, new Task(id, digest, end, at));
    }

    /**
     * Folds a journal.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it does not begin a run
     */
    public static RunRecord read(Path journal) throws IOException {
        List<Event> kept = new ArrayList<>();
        JournalReader.read(journal, event -> {
            if (event instanceof Event.RunStarted || event instanceof Event.GraphMade
                    || event instanceof Event.TaskStarted || event instanceof Event.TaskEnded) {
                kept.add(event);
            }
        });
        return of(kept);
    }

    /**
     * This run seen as going on from an earlier one: a task that this one never got to stands where the earlier left
     * it, and one that it found done before where that was done. Needed when a resume was killed itself before it came to everything.
     */
    public RunRecord after(RunRecord earlier) {
        Map<String, Task> all = new LinkedHashMap<>(earlier.tasks);
        tasks.forEach((id, task) -> {
            boolean nothingNew = task.end() instanceof NotStarted || task.end() instanceof Ended ended && ended.outcome() == Outcome.DONE_BEFORE;
            if (!nothingNew || !all.containsKey(id)) {
                all.put(id, task);
            }
        });
        return new RunRecord(run, request, resumes, all);
    }
}
