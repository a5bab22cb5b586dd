package io.berth.exec;

import io.berth.compile.TaskNode;

/** How far a run has come, for those who decide what becomes of a task. */
interface Standings {

    /** How a task ended that has. */
    Ended ended(String task);

    /** Whether something the task comes after may have changed the host since the plan was made. */
    boolean isTouched(TaskNode task);

    /** Why nothing new starts; empty while it does. */
    String halted();

    /** Why the play of the task stopped; empty while it goes on. */
    String stopped(TaskNode task);

    /** Why a host is lost; empty if it is not, as far as known. */
    String lost(String host);

    Blocks blocks();

    Notices notices();

    Results results();
}
