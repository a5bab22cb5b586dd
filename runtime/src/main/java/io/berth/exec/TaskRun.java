package io.berth.exec;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Refusal;
import io.berth.api.TaskFailure;
import io.berth.compile.TaskNode;
import io.berth.event.Event;
import io.berth.event.Outcome;
import io.berth.model.Condition;
import io.berth.model.Result;
import io.berth.model.Seconds;
import io.berth.plan.Facts;
import io.berth.plan.Failures;
import io.berth.plan.Questions;
import io.berth.transport.Session;
import io.berth.transport.TimedOut;
import io.berth.transport.Unreachable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs one task: observe, change, observe again; within its time, as often as it may be tried. */
final class TaskRun {

    /** Of a task that failed before it ran a command. */
    static final Result FAILED = new Result(false, true, false, 0, "", "", Map.of());

    /** What is told of a task that was cancelled. */
    static final String STOPPED = "stopped while it ran";

    private final TaskNode task;
    private final Surroundings around;

    TaskRun(TaskNode task, Surroundings around) {
        this.task = task;
        this.around = around;
    }

    Ended run() {
        int most = task.options().retries() + 1;
        for (int number = 1; ; number++) {
            Ended ended = Judgement.of(task, attempt(number), around.results());
            Optional<Condition> until = task.options().until();
            boolean again = ended.outcome() == Outcome.FAILED || ended.outcome() == Outcome.UNREACHABLE;
            try {
                if (until.isPresent() && ended.outcome() != Outcome.CANCELLED && ended.outcome() != Outcome.REFUSED) {
                    again = !Judgement.holds(task, until.get(), ended, around.results());
                }
            } catch (RuntimeException e) {
                return Ended.badly(Outcome.FAILED, Failures.of(task, e), ended.result());
            }
            if (!again) {
                return ended;
            }
            String why = ended.outcome().good() ? until.orElseThrow().text() + " does not hold" : ended.summary();
            if (number == most) {
                return !ended.outcome().good() ? ended : Ended.badly(Outcome.FAILED, Failures.of(task,
                        why + " after " + (most == 1 ? "one attempt" : most + " attempts"), "give it more 'retries', or a longer 'delay'"), ended.result());
            }
            around.say(task.id(), "attempt " + number + " failed: " + why, true);
            try {
                Thread.sleep(task.options().delay().toMillis());
            } catch (InterruptedException e) {
                return cancelled();
            }
        }
    }

    private Ended attempt(int number) {
        around.events().accept(new Event.TaskStarted(around.clock().instant(), task.id(), task.host().name(), number));
        try (Deadline deadline = Deadline.start(task.options().timeout(), around.alarms())) {
            try {
                return once();
            } catch (InterruptedException e) {
                return deadline.passed() ? tooLong(task) : cancelled();
            } catch (IOException | RuntimeException e) {
                return failed(task, e);
            }
        }
    }

    static Ended tooLong(TaskNode task) {
        return Ended.badly(Outcome.FAILED, Failures.of(task, "took longer than " + Seconds.of(task.options().timeout()) + " and was stopped",
                "give it more time with 'timeout', or find out what it waits for"), FAILED);
    }

    /** How a task ends by an exception that is no interruption. */
    static Ended failed(TaskNode task, Exception e) {
        if (e instanceof Refusal) {
            return Ended.badly(Outcome.REFUSED, Failures.of(task, e), FAILED);
        }
        if (e instanceof Unreachable lost) {
            return Ended.without(lost.host(), Failures.of(task, e), FAILED);
        }
        if (e instanceof TimedOut out && !out.command().timeout().minus(task.options().timeout()).isNegative()) {
            return tooLong(task);
        }
        if (e instanceof CommandFailure failure) {
            return Ended.badly(Outcome.FAILED, Failures.of(task, e), new Result(false, true, false, failure.answer().status(),
                    failure.answer().text(), failure.answer().err().stripTrailing(), Map.of()));
        }
        return Ended.badly(Outcome.FAILED, Failures.of(task, e), FAILED);
    }

    private Ended once() throws IOException, InterruptedException {
        Session session = around.transport().session(task.runsOn(), task.become());
        HostHands hands = new HostHands(task, session, around);
        try {
            TaskNode knowing = task.with(facts());
            hands = new HostHands(knowing, session, around);
            Change change = change(knowing, session);
            if (change.kind() == Change.Kind.NONE) {
                return done(change, hands);
            }
            if (change.commands().isEmpty()) {
                change.work().apply(hands);
            } else {
                hands.runAll(change.commands());
            }
            if (!change.kind().isEachTime()) {
                check(change(knowing, session));
            }
            return done(change, hands);
        } catch (CommandFailure e) {
            return failed(task, e);
        } catch (TaskFailure e) {
            return new Ended(e instanceof Refusal ? Outcome.REFUSED : Outcome.FAILED, e.getMessage(), List.of(Failures.of(task, e)), "",
                    hands.result(false, true, Map.of()), hands.shown());
        }
    }

    private static Ended done(Change change, HostHands hands) {
        Outcome outcome = Ended.outcome(change.kind());
        return Ended.done(outcome, change.summary(), hands.result(outcome == Outcome.CHANGED, false, change.data())).showing(hands.shown());
    }

    private Change change(TaskNode knowing, Session session) throws TaskFailure, IOException, InterruptedException {
        return knowing.change(Questions.beside(knowing, Questions.ask(session, knowing.observe()), around.transport()));
    }

    /** Those of the host the task is done on, for the few that ask; looked for now if the plan did not come to it. */
    private Map<String, Object> facts() throws TaskFailure, IOException, InterruptedException {
        String host = task.runsOn().name();
        if (task.wantsFacts() && around.results().facts(host).isEmpty()) {
            around.results().know(host, Facts.parse(around.transport().session(task.runsOn()).run(Facts.gather())));
        }
        return around.results().facts(host);
    }

    static void check(Change left) throws TaskFailure {
        if (left.kind() != Change.Kind.NONE) {
            throw new TaskFailure("it was done, and yet there is still to do: " + left.summary(),
                    "something else may be changing it at the same time");
        }
    }

    private static Ended cancelled() {
        return Ended.well(Outcome.CANCELLED, STOPPED);
    }
}
