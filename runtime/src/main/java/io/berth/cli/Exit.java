package io.berth.cli;

import io.berth.event.Outcome;
import io.berth.exec.RunResult;

/** The exit statuses, all of them. */
final class Exit {

    /** All is as the playbook says. */
    static final int OK = 0;
    /** A task failed. */
    static final int FAILED = 1;
    /** Usage or playbook error; nothing was touched. */
    static final int USAGE = 2;
    /** A host could not be reached, and all else is well. */
    static final int UNREACHABLE = 3;
    /** A safety rule, a held lock, or a missing confirmation. */
    static final int REFUSED = 4;
    /** {@code plan --detailed-exitcode}: there are changes. */
    static final int CHANGES = 5;
    static final int INTERRUPTED = 130;

    private Exit() {
    }

    /** The worst thing that happened decides. */
    static int of(RunResult result) {
        if (result.interrupted()) {
            return INTERRUPTED;
        }
        if (result.any(Outcome.FAILED)) {
            return FAILED;
        }
        if (result.any(Outcome.REFUSED)) {
            return REFUSED;
        }
        return result.any(Outcome.UNREACHABLE) ? UNREACHABLE : OK;
    }
}
