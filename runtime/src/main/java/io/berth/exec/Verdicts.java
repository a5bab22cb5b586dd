package io.berth.exec;

import io.berth.api.Change;
import io.berth.api.TaskFailure;
import io.berth.compile.TaskNode;
import io.berth.event.Outcome;
import io.berth.graph.Edge;
import io.berth.graph.Graph;
import io.berth.model.Result;
import io.berth.model.TaskSpec;
import io.berth.plan.Conditions;
import io.berth.plan.Failures;
import io.berth.plan.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says of tasks whose turn has come how they end without running, or with which parameters they run. */
final class Verdicts {

    /** Either how it ended, or the task to run. */
    record Verdict(Optional<Ended> ended, TaskNode task) { }

    private final Graph<TaskNode> graph;
    private final Plan plan;
    private final Terms terms;
    private final Standings state;
    private final Set<Integer> awaited = new HashSet<>();

    Verdicts(Graph<TaskNode> graph, Plan plan, Terms terms, Standings state) {
        this.graph = graph;
        this.plan = plan;
        this.terms = terms;
        this.state = state;
        // What an earlier part of the run did is not done again, unless a task that is still to run asks for the result.
        for (String id : graph.ids()) {
            if (!terms.doneBefore().containsKey(id)) {
                awaited.addAll(Results.read(graph.node(id)));
            }
        }
    }

    Verdict of(TaskNode task) {
        Optional<Ended> ended = needs(task).or(() -> early(task)).or(() -> unchanged(task));
        if (ended.isPresent()) {
            return new Verdict(ended, task);
        }
        if (task.options().when().isEmpty() && task.spec().late().isEmpty()) {
            return new Verdict(Optional.empty(), task);
        }
        try {
            Conditions conditions = Conditions.of(task, state.results().known(task), true);
            if (conditions instanceof Conditions.LeftOut left) {
                return new Verdict(Optional.of(Ended.well(Outcome.LEFT_OUT, left.why())), task);
            }
            return new Verdict(Optional.empty(), ((Conditions.Run) conditions).task());
        } catch (TaskFailure | RuntimeException e) {
            return new Verdict(Optional.of(Judgement.last(task, TaskRun.failed(task, e))), task);
        }
    }

    private Optional<Ended> needs(TaskNode task) {
        for (Edge edge : graph.before(task.id())) {
            if (edge.kind() == Edge.Kind.NEEDS) {
                TaskNode before = graph.node(edge.from());
                String against = state.blocks().against(before, task);
                if (!against.isEmpty()) {
                    boolean cancelled = state.ended(edge.from()).outcome() == Outcome.CANCELLED;
                    return Optional.of(Ended.well(cancelled ? Outcome.CANCELLED : Outcome.SKIPPED,
                            because(task).orElse("needs " + from(before, task) + ", which " + against)));
                }
            }
        }
        return Optional.empty();
    }

    /** What people call the task; and where it runs, if that is elsewhere. */
    private static String from(TaskNode before, TaskNode task) {
        return before.host().name().equals(task.host().name()) ? before.title() : before.title() + " on " + before.host().name();
    }

    private Optional<String> because(TaskNode task) {
        return Optional.of(state.stopped(task)).filter(why -> !why.isEmpty());
    }

    /** How it ends where that does not hang on those it needs. */
    Optional<Ended> early(TaskNode task) {
        boolean rescue = task.stand().has(TaskSpec.Role.RESCUE);
        if (rescue && state.blocks().isIdle(task)) {
            return Optional.of(Ended.well(Outcome.LEFT_OUT, "its block did not fail"));
        }
        boolean handler = !task.stand().handler().isEmpty();
        if (handler && !state.notices().reached(task)) {
            return Optional.of(before(task).orElse(Ended.well(Outcome.LEFT_OUT, "nothing notified it")));
        }
        if (plan.leftOut().containsKey(task.id())) {
            return Optional.of(Ended.well(Outcome.LEFT_OUT, plan.leftOut().get(task.id())));
        }
        if (task.always()) {
            return Optional.empty();
        }
        if (!state.halted().isEmpty()) {
            return Optional.of(Ended.well(Outcome.CANCELLED, state.halted()));
        }
        if (!handler && !rescue) {
            Optional<Ended> done = because(task).map(why -> Ended.well(Outcome.SKIPPED, why)).or(() -> before(task));
            if (done.isPresent()) {
                return done;
            }
        }
        String lost = state.lost(task.runsOn().name());
        if (!lost.isEmpty() && !rescue) {
            return Optional.of(new Ended(Outcome.UNREACHABLE, lost, List.of(Failures.of(task, lost,
                    "bring the host back and run again, or 'berth resume'")), "", TaskRun.FAILED, List.of()));
        }
        return Optional.empty();
    }

    private Optional<Ended> before(TaskNode task) {
        return Optional.ofNullable(terms.doneBefore().get(task.id())).filter(why -> !awaited.contains(task.spec().number()))
                .map(why -> Ended.done(Outcome.DONE_BEFORE, why, new Result(false, false, false, 0, "", "", Map.of())));
    }

    /** What the plan found in order still is, if nothing before it has been touched since. */
    Optional<Ended> unchanged(TaskNode task) {
        Change planned = plan.changes().get(task.id());
        if (planned == null || planned.kind() != Change.Kind.NONE || task.stand().contingent() || state.isTouched(task)) {
            return Optional.empty();
        }
        return Optional.of(Ended.done(Outcome.UNCHANGED, planned.summary(), new Result(false, false, false, 0, "", "", planned.data())));
    }
}
