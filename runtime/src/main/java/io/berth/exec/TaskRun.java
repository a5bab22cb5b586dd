package io.berth.exec;

import io.berth.api.Change;
import io.berth.api.Refusal;
import io.berth.api.TaskFailure;
import io.berth.compile.TaskNode;
import io.berth.event.Event;
import io.berth.event.Outcome;
import io.berth.plan.Failures;
import io.berth.transport.Session;
import io.berth.transport.Unreachable;
import java.io.IOException;
import java.util.concurrent.ScheduledExecutorService;

/** Runs one task: observe, change, observe again; within its time, as often as it may be tried. */
final class TaskRun {

    private final TaskNode task;
    private final Surroundings around;
    private final ScheduledExecutorService alarms;

    TaskRun(TaskNode task, Surroundings around, ScheduledExecutorService alarms) {
        this.task = task;
        this.around = around;
        this.alarms = alarms;
    }

    Ended run() {
        Ended ended = attempt(1);
        for (int retry = 1; retry <= task.spec().options().retries() && mayBetter(ended.outcome()); retry++) {
            around.events().accept(new Event.TaskOutput(around.clock().instant(), task.id(),
                    "attempt " + retry + " failed: " + ended.summary(), true));
            try {
                Thread.sleep(task.spec().options().delay().toMillis());
            } catch (InterruptedException e) {
                return cancelled();
            }
            ended = attempt(retry + 1);
        }
        return ended;
    }

    private static boolean mayBetter(Outcome outcome) {
        return outcome == Outcome.FAILED || outcome == Outcome.UNREACHABLE;
    }

    private Ended attempt(int number) {
        around.events().accept(new Event.TaskStarted(around.clock().instant(), task.id(), task.host().name(), number));
        try (Deadline deadline = Deadline.start(task.spec().options().timeout(), alarms)) {
            try {
                return once();
            } catch (InterruptedException e) {
                return deadline.passed() ? Ended.badly(Outcome.FAILED, Failures.of(task,
                        "took longer than " + task.spec().options().timeout().toSeconds() + " s and was stopped",
                        "give it more time with 'timeout', or find out what it waits for")) : cancelled();
            } catch (Refusal e) {
                return Ended.badly(Outcome.REFUSED, Failures.of(task, e));
            } catch (Unreachable e) {
                return Ended.without(e.host(), Failures.of(task, e));
            } catch (TaskFailure | IOException | RuntimeException e) {
                return Ended.badly(Outcome.FAILED, Failures.of(task, e));
            }
        }
    }

    private Ended once() throws TaskFailure, IOException, InterruptedException {
        Session session = around.transport().session(task.host());
        Change change = task.change(session.runAll(task.observe()));
        if (change.kind() == Change.Kind.NONE) {
            return Ended.well(Outcome.UNCHANGED, change.summary());
        }
        change.work().apply(new HostHands(task, session, around));
        if (change.kind() != Change.Kind.ACT) {
            Change left = task.change(session.runAll(task.observe()));
            if (left.kind() != Change.Kind.NONE) {
                throw new TaskFailure("it was done, and yet there is still to do: " + left.summary(),
                        "something else may be changing it at the same time");
            }
        }
        return Ended.well(Outcome.CHANGED, change.summary());
    }

    private Ended cancelled() {
        return Ended.well(Outcome.CANCELLED, "stopped while it ran");
    }
}
