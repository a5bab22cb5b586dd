package io.berth.exec;

import io.berth.api.Change;
import io.berth.api.Holder;
import io.berth.compile.TaskNode;
import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.event.Outcome;
import io.berth.graph.Edge;
import io.berth.graph.Graph;
import io.berth.plan.Failures;
import io.berth.plan.Plan;
import io.berth.transport.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Walks the graph: a task starts when all before it have ended and its limits have room. A task that fails holds up
 * only those that need it. One use only.
 */
public final class Executor {

    /** Stands for a worker that has not begun, or that a cancel must not hit. */
    private static final Thread NOBODY = new Thread();

    private final Transport transport;
    private final Holder holder;
    private final EventSink events;
    private final Clock clock;
    private final int forks;
    private final Map<String, String> doneBefore;

    private final Map<String, Ended> ended = new LinkedHashMap<>();
    private final Map<String, Thread> running = new LinkedHashMap<>();
    private final Map<String, String> lost = new HashMap<>();
    private boolean draining;
    private boolean cancelled;

    /**
     * @param forks how many tasks run at once over all hosts
     * @param doneBefore tasks that act each time and that an earlier part of this run has done, with the reason to tell
     */
    public Executor(Transport transport, Holder holder, EventSink events, Clock clock, int forks, Map<String, String> doneBefore) {
        this.transport = transport;
        this.holder = holder;
        this.events = events;
        this.clock = clock;
        this.forks = forks;
        this.doneBefore = Map.copyOf(doneBefore);
    }

    /** Runs every task, or says why not; returns when all have ended. */
    public RunResult run(Graph<TaskNode> graph, Plan plan) throws InterruptedException {
        ExecutorService workers = Executors.newCachedThreadPool();
        ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
        List<String> order = graph.order();
        try {
            synchronized (this) {
                lost.putAll(plan.lost());
                while (ended.size() < order.size()) {
                    boolean moved = false;
                    for (String id : order) {
                        moved |= !ended.containsKey(id) && !running.containsKey(id) && advance(graph, plan, id, workers, alarms);
                    }
                    if (!moved) {
                        wait();
                    }
                }
            }
        } finally {
            workers.shutdownNow();
            alarms.shutdownNow();
        }
        return result();
    }

    /** First Ctrl-C: what runs goes on, nothing new starts but {@code always} tasks. */
    public synchronized void drain() {
        draining = true;
        events.accept(new Event.Interrupted(clock.instant(), false, List.copyOf(running.keySet())));
        notifyAll();
    }

    /** Second Ctrl-C: what runs is stopped on its host; {@code always} tasks still run to their end. */
    public synchronized void cancel() {
        draining = true;
        cancelled = true;
        events.accept(new Event.Interrupted(clock.instant(), true, List.copyOf(running.keySet())));
        running.values().forEach(Thread::interrupt);
        notifyAll();
    }

    /** Starts or ends a task if that can be done now; whether it did. */
    private boolean advance(Graph<TaskNode> graph, Plan plan, String id, ExecutorService workers, ScheduledExecutorService alarms) {
        if (!graph.before(id).stream().allMatch(edge -> ended.containsKey(edge.from()))) {
            return false;
        }
        TaskNode task = graph.node(id);
        Optional<Ended> known = withoutRunning(graph, plan, task);
        if (known.isPresent()) {
            end(task, known.get(), Duration.ZERO);
            return true;
        }
        if (!hasRoom(graph, task)) {
            return false;
        }
        running.put(id, NOBODY);
        workers.execute(() -> work(task, alarms));
        return true;
    }

    /** How a task ends that need not or must not run; empty if it has to. */
    private Optional<Ended> withoutRunning(Graph<TaskNode> graph, Plan plan, TaskNode task) {
        List<Edge> before = graph.before(task.id());
        for (Edge edge : before) {
            Outcome outcome = ended.get(edge.from()).outcome();
            if (edge.kind() == Edge.Kind.NEEDS && !outcome.good()) {
                Outcome why = outcome == Outcome.CANCELLED ? Outcome.CANCELLED : Outcome.SKIPPED;
                return Optional.of(Ended.well(why, "needs " + edge.from() + ", which " + told(outcome)));
            }
        }
        if (task.always()) {
            return Optional.empty();
        }
        if (draining) {
            return Optional.of(Ended.well(Outcome.CANCELLED, "the run was interrupted"));
        }
        if (doneBefore.containsKey(task.id())) {
            return Optional.of(Ended.well(Outcome.DONE_BEFORE, doneBefore.get(task.id())));
        }
        String host = task.host().name();
        if (lost.containsKey(host)) {
            return Optional.of(Ended.badly(Outcome.UNREACHABLE, Failures.of(task, lost.get(host), "bring the host back and run again, or 'berth resume'")));
        }
        Change planned = plan.changes().get(task.id());
        boolean stillTrue = before.stream().allMatch(edge -> ended.get(edge.from()).outcome() == Outcome.UNCHANGED);
        if (planned != null && planned.kind() == Change.Kind.NONE && stillTrue) {
            return Optional.of(Ended.well(Outcome.UNCHANGED, planned.summary()));
        }
        return Optional.empty();
    }

    private static String told(Outcome outcome) {
        return switch (outcome) {
            case FAILED -> "failed";
            case UNREACHABLE -> "could not reach its host";
            case REFUSED -> "was refused";
            case SKIPPED -> "was skipped";
            case CANCELLED -> "was cancelled";
            case UNCHANGED, CHANGED, DONE_BEFORE, LEFT_OUT, IGNORED, RESCUED -> throw new IllegalArgumentException(outcome + " is no reason to skip");
        };
    }

    private boolean hasRoom(Graph<TaskNode> graph, TaskNode task) {
        if (running.size() >= forks) {
            return false;
        }
        long beside = running.keySet().stream().map(graph::node)
                .filter(other -> other.play().equals(task.play()) && other.host().equals(task.host()))
                .count();
        return task.stand().declared() || task.inPlay().limits().perHost() == 0 || beside < task.inPlay().limits().perHost();
    }

    private void work(TaskNode task, ScheduledExecutorService alarms) {
        Instant began = clock.instant();
        boolean tooLate;
        synchronized (this) {
            tooLate = cancelled && !task.always();
            running.put(task.id(), task.always() ? NOBODY : Thread.currentThread());
        }
        Ended how = tooLate
                ? Ended.well(Outcome.CANCELLED, "the run was interrupted")
                : new TaskRun(task, new Surroundings(transport, holder, events, clock), alarms).run();
        synchronized (this) {
            Thread.interrupted();
            running.remove(task.id());
            end(task, how, Duration.between(began, clock.instant()));
            if (!how.lost().isEmpty() && lost.putIfAbsent(how.lost(), how.summary()) == null) {
                events.accept(new Event.HostLost(clock.instant(), how.lost(), how.summary()));
            }
            notifyAll();
        }
    }

    private void end(TaskNode task, Ended how, Duration took) {
        ended.put(task.id(), how);
        events.accept(new Event.TaskEnded(clock.instant(), task.id(), task.host().name(), how.outcome(), how.summary(), took, how.failure()));
    }

    private synchronized RunResult result() {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        ended.values().forEach(how -> counts.merge(how.outcome(), 1, Integer::sum));
        Set<Outcome> seen = new LinkedHashSet<>(counts.keySet());
        return new RunResult(counts, draining && seen.contains(Outcome.CANCELLED));
    }
}
