package io.berth.plan;

import io.berth.api.Change;
import io.berth.api.TaskFailure;
import io.berth.compile.TaskNode;
import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.event.Failure;
import io.berth.graph.Graph;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import io.berth.transport.Session;
import io.berth.transport.Transport;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Map<Host, List<TaskNode>> byHost = new LinkedHashMap<>();
        for (String id : graph.order()) {
            TaskNode task = graph.node(id);
            byHost.computeIfAbsent(task.host(), h -> new ArrayList<>()).add(task);
        }
        Map<String, Change> changes = new ConcurrentHashMap<>();
        Map<String, Failure> failures = new ConcurrentHashMap<>();
        Map<String, String> lost = new ConcurrentHashMap<>();
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, Math.min(forks, byHost.size())));
        try {
            List<Future<?>> hosts = new ArrayList<>();
            byHost.forEach((host, tasks) -> hosts.add(pool.submit(() -> {
                observe(host, tasks, changes, failures, lost);
                return null;
            })));
            for (Future<?> host : hosts) {
                host.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return new Plan(inOrder(graph, changes), inOrder(graph, failures), lost);
    }

    private void observe(Host host, List<TaskNode> tasks, Map<String, Change> changes, Map<String, Failure> failures,
                         Map<String, String> lost) throws InterruptedException {
        try {
            Instant began = clock.instant();
            Session session = transport.session(host);
            events.accept(new Event.HostConnected(clock.instant(), host.name(), Duration.between(began, clock.instant())));
            Map<Command, Answer> answers = answers(session, tasks);
            for (TaskNode task : tasks) {
                ask(task, task.observe().stream().map(answers::get).toList(), changes, failures);
            }
        } catch (IOException e) {
            lost.put(host.name(), e.getMessage());
            events.accept(new Event.HostLost(clock.instant(), host.name(), e.getMessage()));
        }
    }

    /** Asks everything in one batch; what several tasks want to know is asked once. */
    private static Map<Command, Answer> answers(Session session, List<TaskNode> tasks) throws IOException, InterruptedException {
        List<Command> questions = tasks.stream().flatMap(task -> task.observe().stream()).distinct().toList();
        List<Answer> answers = session.runAll(questions);
        Map<Command, Answer> byQuestion = new HashMap<>();
        for (int i = 0; i < questions.size(); i++) {
            byQuestion.put(questions.get(i), answers.get(i));
        }
        return byQuestion;
    }

    private static void ask(TaskNode task, List<Answer> seen, Map<String, Change> changes, Map<String, Failure> failures) {
        try {
            changes.put(task.id(), task.change(seen));
        } catch (TaskFailure | RuntimeException e) {
            failures.put(task.id(), Failures.of(task, e));
        }
    }

    private static <V> Map<String, V> inOrder(Graph<TaskNode> graph, Map<String, V> byTask) {
        Map<String, V> ordered = new LinkedHashMap<>();
        for (String id : graph.order()) {
            if (byTask.containsKey(id)) {
                ordered.put(id, byTask.get(id));
            }
        }
        return ordered;
    }
}
