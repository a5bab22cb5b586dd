package io.berth.plan;

import io.berth.api.Change;
import io.berth.compile.TaskNode;
import io.berth.event.EventSink;
import io.berth.event.Failure;
import io.berth.graph.Edge;
import io.berth.graph.Graph;
import io.berth.model.Host;
import io.berth.transport.Transport;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Observes every host in parallel, one batch a host, and asks each task what it would do. */
public final class Planner {

    private final Transport transport;
    private final EventSink events;
    private final Clock clock;
    private final int forks;

    /** @param forks how many hosts are observed at once */
    public Planner(Transport transport, EventSink events, Clock clock, int forks) {
        this.transport = transport;
        this.events = events;
        this.clock = clock;
        this.forks = forks;
    }

    /** A host that cannot be reached, and a task that cannot say, are part of the answer. */
    public Plan plan(Graph<TaskNode> graph) throws InterruptedException {
        List<String> order = graph.order();
        Map<String, Host> hosts = new LinkedHashMap<>();
        Map<String, List<TaskNode>> tasks = new HashMap<>();
        Set<String> wanted = new HashSet<>();
        for (String id : order) {
            TaskNode task = graph.node(id);
            hosts.putIfAbsent(task.runsOn().name(), task.runsOn());
            tasks.computeIfAbsent(task.runsOn().name(), name -> new ArrayList<>()).add(task);
            for (String name : HostPlan.factsFor(task)) {
                hosts.putIfAbsent(name, task.scope().playbook().host(name));
                wanted.add(name);
            }
        }
        Answers answers = new Answers();
        Map<String, HostPlan> plans = new LinkedHashMap<>();
        hosts.forEach((name, host) -> plans.put(name, new HostPlan(host, tasks.getOrDefault(name, List.of()), wanted.contains(name),
                transport, events, clock, answers)));
        ask(plans);
        return settled(graph, order, answers);
    }

    private void ask(Map<String, HostPlan> plans) throws InterruptedException {
        Map<String, List<TaskNode>> rest = new ConcurrentHashMap<>();
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(forks, plans.size())));
        try {
            List<Callable<Void>> first = new ArrayList<>();
            plans.forEach((name, plan) -> first.add(() -> {
                rest.put(name, plan.ask());
                return null;
            }));
            all(pool, first);
            List<Callable<Void>> second = new ArrayList<>();
            rest.forEach((name, tasks) -> {
                if (!tasks.isEmpty()) {
                    second.add(() -> {
                        plans.get(name).askRest(tasks);
                        return null;
                    });
                }
            });
            all(pool, second);
        } finally {
            pool.shutdownNow();
        }
    }

    private static void all(ExecutorService pool, List<Callable<Void>> jobs) throws InterruptedException {
        try {
            for (Future<Void> job : pool.invokeAll(jobs)) {
                job.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** In the order of the graph, with what depends on what others would do. */
    private static Plan settled(Graph<TaskNode> graph, List<String> order, Answers answers) {
        Map<String, Change> changes = new LinkedHashMap<>();
        Map<String, Failure> failures = new LinkedHashMap<>();
        Notified notified = new Notified();
        Map<String, String> open = new HashMap<>();
        for (String id : order) {
            TaskNode task = graph.node(id);
            Change change = task.stand().contingent() && !task.always() ? notified.change(task) : answers.changes.get(id);
            String before = graph.before(id).stream().filter(edge -> edge.kind() == Edge.Kind.NEEDS).map(Edge::from)
                    .filter(open::containsKey).findFirst().map(open::get).orElse("");
            Answers.Failed failed = answers.failures.get(id);
            if (failed != null && !failed.firm() && !before.isEmpty()) {
                change = Change.of(Change.Kind.MAYBE, "known once " + before + " has run: " + failed.failure().cause(), hands -> { });
            } else if (failed != null) {
                failures.put(id, failed.failure());
            }
            if (change != null) {
                changes.put(id, change);
                notified.by(task, change);
            }
            if (change == null || change.kind() != Change.Kind.NONE) {
                open.put(id, task.title());
            } else if (!before.isEmpty()) {
                open.put(id, before);
            }
        }
        return new Plan(changes, answers.leftOut, failures, answers.lost, answers.facts);
    }
}
