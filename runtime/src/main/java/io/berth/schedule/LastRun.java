package io.berth.schedule;

import java.time.Instant;

/**
 * What came of the last start of a schedule, or comes of the one that goes on.
 *
 * @param pid of the process that runs, or ran it
 * @param run its id; empty: it has not come so far
 * @param over whether it has ended; if not, it goes on, or died
 * @param until when it ended; if it has not, when it began
 * @param exit the exit status it ended with; if it has not, 0
 */
public record LastRun(Instant started, long pid, String run, boolean over, Instant until, int exit) {

    static LastRun begun(Instant at) {
        return new LastRun(at, ProcessHandle.current().pid(), "", false, at, 0);
    }

    LastRun as(String id) {
        return new LastRun(started, pid, id, over, until, exit);
    }

    LastRun ended(Instant at, int status) {
        return new LastRun(started, pid, run, true, at, status);
    }
}
