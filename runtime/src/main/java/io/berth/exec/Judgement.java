package io.berth.exec;

import io.berth.api.TaskFailure;
import io.berth.compile.TaskNode;
import io.berth.event.Outcome;
import io.berth.model.Condition;
import io.berth.model.Known;
import io.berth.model.Result;
import io.berth.plan.Failures;

/** What the playbook makes of how a task ended. */
final class Judgement {

    private Judgement() {
    }

    /** An attempt as {@code failedWhen} and {@code changedWhen} see it. */
    static Ended of(TaskNode task, Ended attempt, Results results) {
        boolean ran = switch (attempt.outcome()) {
            case CHANGED, UNCHANGED, DONE -> true;
            default -> false;
        };
        if (!ran && !attempt.byStatus()) {
            return attempt;
        }
        try {
            Ended judged = attempt;
            if (task.options().failedWhen().isPresent()) {
                judged = failed(task, task.options().failedWhen().get(), judged, results);
            }
            if (task.options().changedWhen().isPresent() && judged.outcome() != Outcome.FAILED) {
                boolean changed = task.options().changedWhen().get().holds(results.known(task, judged.result()));
                judged = ended(judged, changed ? Outcome.CHANGED : Outcome.UNCHANGED);
            }
            return judged;
        } catch (RuntimeException e) {
            return Ended.badly(Outcome.FAILED, Failures.of(task, e), with(attempt.result(), false, true));
        }
    }

    private static Ended failed(TaskNode task, Condition failedWhen, Ended attempt, Results results) {
        Known known = results.known(task, attempt.result());
        if (!failedWhen.holds(known)) {
            return attempt.byStatus() ? Ended.done(Outcome.CHANGED, "ended with status " + attempt.result().status(), with(attempt.result(), true, false)) : attempt;
        }
        return attempt.byStatus() ? attempt : Ended.badly(Outcome.FAILED,
                Failures.of(task, new TaskFailure("it failed by what the playbook says: " + failedWhen.text(), "")), with(attempt.result(), false, true));
    }

    private static Ended ended(Ended how, Outcome outcome) {
        return how.as(outcome).with(with(how.result(), outcome == Outcome.CHANGED, false));
    }

    private static Result with(Result result, boolean changed, boolean failed) {
        return new Result(changed, failed, result.skipped(), result.status(), result.out(), result.err(), result.data());
    }

    /** Whether what the task waits for is there: it holds, or there is no more to try. */
    static boolean holds(TaskNode task, Condition until, Ended attempt, Results results) {
        return attempt.outcome() != Outcome.UNREACHABLE && until.holds(results.known(task, attempt.result()));
    }

    /** The last attempt, as what is behind it sees it. */
    static Ended last(TaskNode task, Ended ended) {
        return ended.outcome() == Outcome.FAILED && task.options().ignoreFailure() ? ended.as(Outcome.IGNORED) : ended;
    }
}
