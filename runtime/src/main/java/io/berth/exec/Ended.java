package io.berth.exec;

import io.berth.event.Failure;
import io.berth.event.Outcome;
import io.berth.model.Result;
import java.util.List;

/**
 * How a task ended, as the walk needs to know it.
 *
 * @param lost the host that was found to be lost; empty: none
 * @param result what code of the playbook may ask
 */
record Ended(Outcome outcome, String summary, List<Failure> failure, String lost, Result result) {

    /** It did not run, or stopped in the middle. */
    static Ended well(Outcome outcome, String summary) {
        return new Ended(outcome, summary, List.of(), "", Result.SKIPPED);
    }

    static Ended done(Outcome outcome, String summary, Result result) {
        return new Ended(outcome, summary, List.of(), "", result);
    }

    static Ended badly(Outcome outcome, Failure failure, Result result) {
        return new Ended(outcome, failure.cause(), List.of(failure), "", result);
    }

    static Ended without(String host, Failure failure, Result result) {
        return new Ended(Outcome.UNREACHABLE, failure.cause(), List.of(failure), host, result);
    }

    /** The same seen as another outcome. */
    Ended as(Outcome other) {
        return new Ended(other, summary, failure, lost, result);
    }

    /** Whether its command ended with a status of its own. */
    boolean byStatus() {
        return outcome == Outcome.FAILED && result.status() != 0;
    }
}
