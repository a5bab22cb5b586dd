package io.berth.exec;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Joint;
import io.berth.api.Key;
import io.berth.api.TaskFailure;
import io.berth.compile.TaskNode;
import io.berth.graph.Edge;
import io.berth.graph.Graph;
import io.berth.model.TaskOptions;
import io.berth.plan.Conditions;
import io.berth.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/** Puts tasks together that can be sent to their host at once, because nothing between them needs the controller. */
final class Batching {

    /** So that limits, interrupts and views stay alive. */
    private static final int MOST = 64;

    private final Graph<TaskNode> graph;
    private final Plan plan;
    private final Verdicts verdicts;
    private final Room room;
    private final Results results;
    private final Map<String, Integer> positions;
    private final Map<String, Touch> touches = new HashMap<>();
    private final Set<String> alone = new HashSet<>();

    /** What matters of a task to those in its batch. */
    private record Touch(boolean looks, Footprint footprint) { }

    /** @param positions of the tasks in the order of the graph */
    Batching(Graph<TaskNode> graph, Plan plan, Verdicts verdicts, Room room, Results results, Map<String, Integer> positions) {
        this.graph = graph;
        this.plan = plan;
        this.verdicts = verdicts;
        this.room = room;
        this.results = results;
        this.positions = positions;
    }

    /** From now on the task runs by itself: its work turned out to be more than commands. */
    void leaveAlone(TaskNode task) {
        alone.add(task.id());
    }

    /** Whether a task may share a batch with any other. */
    boolean isSociable(TaskNode task) {
        TaskOptions options = task.options();
        Change planned = plan.changes().get(task.id());
        boolean together = planned == null || planned.kind() == Change.Kind.NONE || planned.kind() == Change.Kind.MAYBE || !planned.commands().isEmpty()
                || planned.work() instanceof Joint;
        return together && !alone.contains(task.id()) && !task.stand().contingent() && task.elsewhere().isEmpty() && options.until().isEmpty() && options.retries() == 0
                && options.failedWhen().isEmpty();
    }

    /**
     * The batch that begins with a task.
     *
     * @param beside other tasks of its host and user that could start now, in the order of the graph
     * @param waiting how many tasks that have not ended a task comes after
     */
    Batch from(TaskNode first, Iterable<TaskNode> beside, Map<String, Integer> waiting) {
        Map<String, Batch.Member> members = new LinkedHashMap<>();
        Set<Key> written = new HashSet<>();
        Map<String, Set<String>> behind = new HashMap<>();
        PriorityQueue<TaskNode> candidates = new PriorityQueue<>((a, b) -> positions.get(a.id()) - positions.get(b.id()));
        add(new Batch.Member(first, Set.of()), members, written);
        follow(first, first, behind, waiting, candidates);
        beside.forEach(candidates::add);
        while (members.size() < MOST && !candidates.isEmpty()) {
            TaskNode next = candidates.poll();
            Set<String> before = behind.getOrDefault(next.id(), Set.of());
            Optional<TaskNode> joins = joining(next, first, before, members, written);
            if (joins.isPresent()) {
                add(new Batch.Member(joins.get(), before), members, written);
                follow(next, first, behind, waiting, candidates);
            }
        }
        return new Batch(new ArrayList<>(members.values()), true);
    }

    private void add(Batch.Member member, Map<String, Batch.Member> members, Set<Key> written) {
        members.put(member.task().id(), member);
        written.addAll(touch(member.task()).footprint().writes());
    }

    /** Adds those to the candidates that come after a member, and after nothing else that has not ended. */
    private void follow(TaskNode member, TaskNode first, Map<String, Set<String>> behind, Map<String, Integer> waiting,
                        PriorityQueue<TaskNode> candidates) {
        for (Edge edge : graph.after(member.id())) {
            Set<String> before = behind.computeIfAbsent(edge.to(), id -> new HashSet<>());
            before.add(edge.from());
            if (before.size() == waiting.get(edge.to()) && Lane.of(graph.node(edge.to())).equals(Lane.of(first))) {
                candidates.add(graph.node(edge.to()));
            }
        }
    }

    private Optional<TaskNode> joining(TaskNode task, TaskNode first, Set<String> behind, Map<String, Batch.Member> members, Set<Key> written) {
        boolean same = task.stand().play() == first.stand().play() && task.host().name().equals(first.host().name());
        if (!same || !isSociable(task) || !room.same(task, first) || verdicts.early(task).isPresent()
                || behind.isEmpty() && verdicts.unchanged(task).isPresent()) {
            return Optional.empty();
        }
        return ready(task, members).filter(made -> !looksAt(made, written));
    }

    private boolean looksAt(TaskNode task, Set<Key> written) {
        try {
            Touch touch = touch(task);
            return touch.looks() && (touch.footprint().reads().stream().anyMatch(written::contains)
                    || touch.footprint().writes().stream().anyMatch(written::contains));
        } catch (RuntimeException e) {
            return true; // it fails with that when it runs by itself
        }
    }

    /** The task with its parameters, if all that its code asks for is known. */
    private Optional<TaskNode> ready(TaskNode task, Map<String, Batch.Member> members) {
        if (task.options().when().isEmpty() && task.spec().late().isEmpty()) {
            return Optional.of(task);
        }
        Set<Integer> asked = Results.read(task);
        if (members.values().stream().anyMatch(member -> asked.contains(member.task().spec().number()))) {
            return Optional.empty();
        }
        try {
            return Conditions.of(task, results.known(task), true) instanceof Conditions.Run run ? Optional.of(run.task()) : Optional.empty();
        } catch (TaskFailure | RuntimeException e) {
            return Optional.empty(); // it fails with that when it runs by itself
        }
    }

    /** Of a task with all its parameters. */
    private Touch touch(TaskNode task) {
        return touches.computeIfAbsent(task.id(), id -> {
            TaskNode knowing = task.with(results.facts(task.runsOn().name()));
            return new Touch(!knowing.observe().isEmpty(), knowing.footprint());
        });
    }
}
