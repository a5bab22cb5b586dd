package io.berth.plan;

import io.berth.api.Change;
import io.berth.compile.TaskNode;
import io.berth.model.TaskSpec;
import java.util.HashMap;
import java.util.Map;

/** What tasks would do that only run if something happened to others: handlers, and rescue parts. */
final class Notified {

    private record Notice(int play, String host, String handler) { }

    private final Map<Notice, String> notices = new HashMap<>();

    /** Hears of a task that would notify handlers. */
    void by(TaskNode task, Change change) {
        if (change.kind() != Change.Kind.NONE) {
            for (String handler : task.options().notifies()) {
                notices.putIfAbsent(new Notice(task.stand().play(), task.host().name(), handler), task.title());
            }
        }
    }

    Change change(TaskNode task) {
        if (task.stand().has(TaskSpec.Role.RESCUE)) {
            return Change.none("only if its block fails");
        }
        String by = notices.get(new Notice(task.stand().play(), task.host().name(), task.stand().handler()));
        return by == null ? Change.none("nothing notifies it") : Change.of(Change.Kind.MAYBE, "if " + by + " changes something", hands -> { });
    }
}
