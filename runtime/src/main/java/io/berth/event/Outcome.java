package io.berth.event;

/** How a task ended. */
public enum Outcome {
    /** All was as the playbook says. */
    UNCHANGED,
    CHANGED,
    /** It is done each time and changes nothing: something was shown, looked at or waited for. */
    DONE,
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
    DONE_BEFORE,
    /** Its condition does not hold, or nothing that it waits for as a handler or rescue happened. */
    LEFT_OUT,
    /** It failed, which the playbook says is to be ignored. */
    IGNORED,
    /** It failed, and the rescue part of its block made up for that. */
    RESCUED;

    public boolean good() {
        return switch (this) {
            case UNCHANGED, CHANGED, DONE, DONE_BEFORE, LEFT_OUT, IGNORED, RESCUED -> true;
            case FAILED, UNREACHABLE, REFUSED, SKIPPED, CANCELLED -> false;
        };
    }
}
