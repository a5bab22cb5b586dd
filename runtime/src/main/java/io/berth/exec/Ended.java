package io.berth.exec;

import io.berth.api.Change;
import io.berth.event.Failure;
import io.berth.event.Outcome;
import io.berth.model.Result;
import java.util.List;

/**
 * How a task ended, as the walk needs to know it.
 *
 * @param lost the host that was found to be lost; empty: none
 * @param result what code of the playbook may ask
 * @param shown lines of its output that are for the user in any case
 */
record Ended(Outcome outcome, String summary, List<Failure> failure, String lost, Result result, List<String> shown) {

    /** How a task ends whose change of this kind was done, or is none. */
    static Outcome outcome(Change.Kind kind) {
        return switch (kind) {
            case NONE -> Outcome.UNCHANGED;
            case LOOK -> Outcome.DONE;
            case CREATE, UPDATE, REPLACE, DELETE, ACT, MAYBE -> Outcome.CHANGED;
        };
    }

    /** It did not run, or stopped in the middle. */
    static Ended well(Outcome outcome, String summary) {
        return new Ended(outcome, summary, List.of(), "", Result.SKIPPED, List.of());
    }

    static Ended done(Outcome outcome, String summary, Result result) {
        return new Ended(outcome, summary, List.of(), "", result, List.of());
    }

    static Ended badly(Outcome outcome, Failure failure, Result result) {
        return new Ended(outcome, failure.cause(), List.of(failure), "", result, List.of());
    }

    static Ended without(String host, Failure failure, Result result) {
        return new Ended(Outcome.UNREACHABLE, failure.cause(), List.of(failure), host, result, List.of());
    }

    /** The same seen as another outcome. */
    Ended as(Outcome other) {
        return new Ended(other, summary, failure, lost, result, shown);
    }

    /** The same with a result that was judged otherwise. */
    Ended with(Result other) {
        return new Ended(outcome, summary, failure, lost, other, shown);
    }

    Ended showing(List<String> lines) {
        return new Ended(outcome, summary, failure, lost, result, List.copyOf(lines));
    }

    /** Whether its command ended with a status of its own. */
    boolean byStatus() {
        return outcome == Outcome.FAILED && result.status() != 0;
    }
}
