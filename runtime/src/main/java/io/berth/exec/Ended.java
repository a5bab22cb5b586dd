package io.berth.exec;

import io.berth.event.Failure;
import io.berth.event.Outcome;
import java.util.List;

/**
 * How a task ended, as the walk needs to know it.
 *
 * @param lost the host that was found to be lost; empty: none
 */
record Ended(Outcome outcome, String summary, List<Failure> failure, String lost) {

    static Ended well(Outcome outcome, String summary) {
        return new Ended(outcome, summary, List.of(), "");
    }

    static Ended badly(Outcome outcome, Failure failure) {
        return new Ended(outcome, failure.cause(), List.of(failure), "");
    }

    static Ended without(String host, Failure failure) {
        return new Ended(Outcome.UNREACHABLE, failure.cause(), List.of(failure), host);
    }
}
