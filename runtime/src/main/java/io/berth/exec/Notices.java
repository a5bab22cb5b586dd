package io.berth.exec;

import io.berth.compile.TaskNode;
import io.berth.event.Outcome;
import java.util.HashSet;
import java.util.Set;

/** Which handlers have been notified, host by host. */
final class Notices {

    private record Notice(int play, String host, String handler) { }

    private final Set<Notice> notices = new HashSet<>();
    private final Set<String> owed;

    /** @param owed handlers' tasks that an earlier part of the run owes */
    Notices(Set<String> owed) {
        this.owed = owed;
    }

    void heed(TaskNode task, Outcome outcome) {
        if (outcome == Outcome.CHANGED) {
            for (String handler : task.options().notifies()) {
                notices.add(new Notice(task.stand().play(), task.host().name(), handler));
            }
        }
    }

    boolean reached(TaskNode handler) {
        return owed.contains(handler.id())
                || notices.contains(new Notice(handler.stand().play(), handler.host().name(), handler.stand().handler()));
    }
}
