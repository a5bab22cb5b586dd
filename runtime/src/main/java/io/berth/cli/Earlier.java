package io.berth.cli;

import io.berth.event.Event;
import io.berth.event.Outcome;
import io.berth.event.Redaction;
import io.berth.journal.RunRecord;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an earlier part of a run has done.
 *
 * @param run its id; empty: there is none
 * @param tasks of it, by id
 */
record Earlier(String run, Map<String, RunRecord.Task> tasks) {

    static final Earlier NONE = new Earlier("", Map.of());

    static Earlier of(RunRecord record) {
        return new Earlier(record.run(), record.tasks());
    }

    /**
     * Of {@code nodes} those that it did, being the same task, with the reason to tell why they are not done again.
     *
     * @param redaction the journal has ids as it leaves them
     */
    Map<String, String> doneAmong(List<Event.Node> nodes, Redaction redaction) {
        Map<String, String> done = new LinkedHashMap<>();
        for (Event.Node node : nodes) {
            RunRecord.Task task = tasks.get(redaction.of(node.task()));
            if (!node.play().isEmpty() && task != null && task.doneAs(node.digest())) {
                done.put(node.task(), "done in run " + run);
            }
        }
        return done;
    }

    /**
     * The tasks of handlers that were notified and have not run since. One that notifies them and was cut off may have changed
     * something.
     *
     * @param notifiers of each task of a handler, those that notify it
     * @param redaction the journal has ids as it leaves them
     */
    Set<String> owedAmong(Map<String, List<String>> notifiers, Redaction redaction) {
        Set<String> owed = new LinkedHashSet<>();
        notifiers.forEach((handler, by) -> {
            RunRecord.Task ran = tasks.get(redaction.of(handler));
            for (String notifier : by) {
                RunRecord.Task task = tasks.get(redaction.of(notifier));
                if (task != null && mayHaveChanged(task) && !(ran != null && ran.isDone() && !ran.at().isBefore(task.at()))) {
                    owed.add(handler);
                }
            }
        });
        return owed;
    }

    private static boolean mayHaveChanged(RunRecord.Task task) {
        return task.end() instanceof RunRecord.CutOff
                || task.end() instanceof RunRecord.Ended ended && ended.outcome() == Outcome.CHANGED;
    }
}
