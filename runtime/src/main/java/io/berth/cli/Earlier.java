package io.berth.cli;

import io.berth.event.Event;
import io.berth.event.Redaction;
import io.berth.journal.RunRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Of {@code nodes} those that it did, being the same task, with the reason to tell why they are not done again. @param redaction the journal has ids as it leaves them */
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
}
