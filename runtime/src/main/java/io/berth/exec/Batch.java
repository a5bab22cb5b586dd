package io.berth.exec;

import io.berth.compile.TaskNode;
import java.util.List;
import java.util.Set;

/**
 * Tasks of one host and user that run together.
 *
 * @param members in the order in which they run; at least one
 * @param holdsLane whether others that could be of it wait until it has ended
 */
record Batch(List<Member> members, boolean holdsLane) {

    /**
     * @param task with all its parameters
     * @param behind ids of those in the batch that it comes after
     */
    record Member(TaskNode task, Set<String> behind) { }

    Batch {
        members = List.copyOf(members);
    }

    static Batch of(TaskNode task) {
        return new Batch(List.of(new Member(task, Set.of())), false);
    }

    TaskNode first() {
        return members.get(0).task();
    }

    boolean isSingle() {
        return members.size() == 1;
    }
}
