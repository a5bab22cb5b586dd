package io.berth.exec;

import io.berth.compile.TaskNode;
import io.berth.model.Become;
import java.util.Optional;

/** The session that a task's commands go through: those of one lane take turns. */
record Lane(String host, Optional<Become> user) {

    static Lane of(TaskNode task) {
        return new Lane(task.runsOn().name(), task.become());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Lane lane && host.equals(lane.host) && user.equals(lane.user);
    }

    @Override
    public int hashCode() {
        return host.hashCode() * 31 + user.hashCode();
    }
}
