package io.berth.exec;

import io.berth.compile.TaskNode;
import io.berth.model.Become;
import java.util.Optional;

/** The session that a task's commands go through: those of one lane take turns. */
record Lane(String host, Optional<Become> user) {

    static Lane of(TaskNode task) {
        return new Lane(task.runsOn().name(), task.become());
    }
}
