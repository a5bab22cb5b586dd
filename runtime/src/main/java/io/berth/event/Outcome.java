package io.berth.event;

/** How a task ended. */
public enum Outcome {
    /** All was as the playbook says. */
    UNCHANGED,
    CHANGED,
    FAILED,
    /** Its host could not be reached, or was lost. */
    UNREACHABLE,
    /** A safety rule or a held lock forbade it. */
    REFUSED,
    /** A task it depends on did not end well. */
    SKIPPED,
    /** The run was interrupted before or while it ran. */
    CANCELLED,
    /** An earlier part of the run, before a resume, did it. */
    DONE_BEFORE;

    public boolean good() {
        return this == UNCHANGED || this == CHANGED || this == DONE_BEFORE;
    }
}
