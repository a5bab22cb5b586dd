package io.berth.exec;

import io.berth.compile.TaskNode;
import io.berth.event.Outcome;
import io.berth.graph.Edge;
import io.berth.graph.Graph;
import io.berth.plan.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The way through the graph: which tasks can start now, and what the end of one means to others. What an event costs does not
 * depend on how many tasks there are. To be used under a lock.
 */
final class Walk implements Standings {

    private final Graph<TaskNode> graph;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();
    private final NavigableMap<Integer, TaskNode> ready = new TreeMap<>();
    private final Map<Lane, NavigableMap<Integer, TaskNode>> readyBeside = new HashMap<>();
    private final Map<Lane, List<TaskNode>> laneWaiting = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final Map<String, Ended> ended = new HashMap<>();
    private final Set<String> touched = new HashSet<>();
    private final Map<Integer, Rollout> rollouts = new HashMap<>();
    private final Map<String, String> lost;
    private final Room room = new Room();
    private final Blocks blocks;
    private final Notices notices;
    private final Results results;
    private final Verdicts verdicts;
    private final Batching batching;
    private final boolean together;
    private final BiConsumer<TaskNode, Ended> withoutRunning;
    private String halted = "";

    /** @param withoutRunning is told how tasks end that need not or must not run, after which it is to call {@link #end} */
    Walk(Graph<TaskNode> graph, Plan plan, Terms terms, Results results, BiConsumer<TaskNode, Ended> withoutRunning) {
        this.graph = graph;
        this.results = results;
        this.withoutRunning = withoutRunning;
        this.lost = new HashMap<>(plan.lost());
        this.together = terms.step().isEmpty();
        List<TaskNode> nodes = graph.order().stream().map(graph::node).toList();
        for (TaskNode node : nodes) {
            positions.put(node.id(), positions.size());
            waiting.put(node.id(), graph.before(node.id()).size());
            if (!node.stand().declared()) {
                rollouts.computeIfAbsent(node.stand().play(), play -> new Rollout(node.inPlay())).expect(node);
            }
        }
        this.blocks = new Blocks(nodes, ended);
        this.notices = new Notices(terms.owed());
        this.verdicts = new Verdicts(graph, plan, terms, this);
        this.batching = new Batching(graph, plan, verdicts, room, results, positions);
        rollouts.values().forEach(Rollout::begin);
        nodes.stream().filter(node -> waiting.get(node.id()) == 0).forEach(this::offer);
    }

    private void offer(TaskNode task) {
        boolean now = task.stand().declared() || rollouts.get(task.stand().play()).admits(task);
        if (now) {
            ready.put(positions.get(task.id()), task);
            readyBeside.computeIfAbsent(Lane.of(task), lane -> new TreeMap<>()).put(positions.get(task.id()), task);
        }
    }

    private void withdraw(TaskNode task) {
        ready.remove(positions.get(task.id()));
        readyBeside.get(Lane.of(task)).remove(positions.get(task.id()));
    }

    boolean isDone() {
        return ended.size() == positions.size();
    }

    /** What can start now, first in the graph first; empty until something that runs has ended. */
    Optional<Batch> next() {
        while (!ready.isEmpty()) {
            TaskNode task = ready.firstEntry().getValue();
            withdraw(task);
            Verdicts.Verdict verdict = verdicts.of(task);
            if (verdict.ended().isPresent()) {
                withoutRunning.accept(task, verdict.ended().get());
                continue;
            }
            boolean sociable = together && batching.isSociable(task);
            if (sociable && laneWaiting.containsKey(Lane.of(task))) {
                laneWaiting.get(Lane.of(task)).add(task);
            } else if (room.take(task)) {
                return Optional.of(begin(verdict.task(), sociable));
            }
        }
        return Optional.empty();
    }

    private Batch begin(TaskNode task, boolean sociable) {
        Batch batch = Batch.of(task);
        if (sociable) {
            try {
                batch = batching.from(task, List.copyOf(readyBeside.get(Lane.of(task)).values()), waiting);
                laneWaiting.put(Lane.of(task), new ArrayList<>());
            } catch (RuntimeException e) {
                batching.leaveAlone(task); // a type that cannot say what it looks at fails with that when it runs
            }
        }
        for (Batch.Member member : batch.members()) {
            begun.add(member.task().id());
            if (ready.containsKey(positions.get(member.task().id()))) {
                withdraw(member.task());
            }
        }
        return batch;
    }

    /** A task of a batch did not come to run: it is as before. */
    void putBack(TaskNode task, boolean alone) {
        if (alone) {
            batching.leaveAlone(task);
        }
        begun.remove(task.id());
        if (waiting.get(task.id()) == 0) {
            offer(graph.node(task.id()));
        }
    }

    /** All of a batch has ended, or was put back. */
    void finished(Batch batch) {
        room.give(batch.first()).forEach(this::offer);
        if (batch.holdsLane()) {
            laneWaiting.remove(Lane.of(batch.first())).forEach(this::offer);
        }
    }

    /** Takes down how a task ended; how that counts. */
    Ended end(TaskNode task, Ended attempt) {
        Ended how = blocks.counted(task, attempt);
        Outcome outcome = how.outcome();
        ended.put(task.id(), Ended.well(outcome, ""));
        boolean quiet = outcome == Outcome.UNCHANGED || outcome == Outcome.LEFT_OUT || outcome == Outcome.DONE_BEFORE;
        if (!quiet || isTouched(task)) {
            touched.add(task.id());
        }
        notices.heed(task, outcome);
        for (Edge edge : graph.after(task.id())) {
            if (waiting.merge(edge.to(), -1, Integer::sum) == 0 && !begun.contains(edge.to())) {
                offer(graph.node(edge.to()));
            }
        }
        if (!task.stand().declared()) {
            rollouts.get(task.stand().play()).ended(task, outcome).forEach(this::offer);
        }
        return how;
    }

    /** From now on nothing new starts but what always runs. */
    void halt(String why) {
        halted = why;
    }

    /** Whether that was not known. */
    boolean lose(String host, String why) {
        return lost.putIfAbsent(host, why) == null;
    }

    @Override
    public Ended ended(String task) {
        return ended.get(task);
    }

    @Override
    public boolean isTouched(TaskNode task) {
        return graph.before(task.id()).stream().anyMatch(edge -> touched.contains(edge.from()));
    }

    @Override
    public String halted() {
        return halted;
    }

    @Override
    public String stopped(TaskNode task) {
        return task.stand().declared() ? "" : rollouts.get(task.stand().play()).stopped();
    }

    @Override
    public String lost(String host) {
        return lost.getOrDefault(host, "");
    }

    @Override
    public Blocks blocks() {
        return blocks;
    }

    @Override
    public Notices notices() {
        return notices;
    }

    @Override
    public Results results() {
        return results;
    }
}
