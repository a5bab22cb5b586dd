package io.berth.exec;

import io.berth.compile.TaskNode;
import io.berth.event.Event;
import io.berth.model.Host;
import io.berth.model.Known;
import io.berth.model.Late;
import io.berth.model.Result;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The results of tasks that code of the playbook asks for, by number and host. Of others nothing is kept. */
final class Results {

    /** How much of each output of a task is kept, in characters. */
    static final int MOST = 256 << 10;

    private final Map<String, Map<String, Object>> facts;
    private final Set<Integer> asked = new HashSet<>();
    private final Map<Integer, Set<String>> hosts = new HashMap<>();
    private final Map<Integer, Map<String, Result>> kept = new ConcurrentHashMap<>();

    /** @param facts by host */
    Results(Iterable<TaskNode> nodes, Map<String, Map<String, Object>> facts) {
        this.facts = new ConcurrentHashMap<>(facts);
        for (TaskNode node : nodes) {
            node.lates().forEach(late -> asked.addAll(late.results()));
        }
        for (TaskNode node : nodes) {
            if (asked.contains(node.spec().number())) {
                hosts.computeIfAbsent(node.spec().number(), number -> new HashSet<>()).add(node.host().name());
            }
        }
    }

    /** Tasks whose results a task reads, beside its own. */
    static Set<Integer> read(TaskNode task) {
        Set<Integer> read = new HashSet<>();
        for (Late late : task.lates()) {
            read.addAll(late.results());
        }
        read.remove(task.spec().number());
        return read;
    }

    Map<String, Object> facts(String host) {
        return facts.getOrDefault(host, Map.of());
    }

    void know(String host, Map<String, Object> told) {
        facts.put(host, told);
    }

    /** Keeps a result if anybody asks for it; what the user should know of that. */
    Optional<Event.Notice> keep(TaskNode task, Result result, java.time.Instant now) {
        if (!asked.contains(task.spec().number())) {
            return Optional.empty();
        }
        Result kept = new Result(result.changed(), result.failed(), result.skipped(), result.status(), cut(result.out()), cut(result.err()), result.data());
        this.kept.computeIfAbsent(task.spec().number(), number -> new ConcurrentHashMap<>()).put(task.host().name(), kept);
        return kept.equals(result) ? Optional.empty() : Optional.of(new Event.Notice(now,
                "of what " + task.title() + " wrote on " + task.host().name() + " only the first " + (MOST >> 10) + " KiB are kept for those who ask"));
    }

    private static String cut(String text) {
        return text.length() > MOST ? text.substring(0, MOST) : text;
    }

    /** What is known to a task that has not run. */
    Known known(TaskNode task) {
        return new Here(task, Optional.empty());
    }

    /** What is known to a task that has just run. */
    Known known(TaskNode task, Result own) {
        return new Here(task, Optional.of(own));
    }

    private final class Here implements Known {

        private final TaskNode task;
        private final Optional<Result> own;

        Here(TaskNode task, Optional<Result> own) {
            this.task = task;
            this.own = own;
        }

        @Override
        public Host host() {
            return task.host();
        }

        @Override
        public Map<String, Object> facts() {
            return Results.this.facts(task.host().name());
        }

        /** That of a task which is not among those that run is one that was skipped. */
        @Override
        public Optional<Result> result(int number, String host) {
            if (number == task.spec().number() && host.equals(task.host().name()) && own.isPresent()) {
                return own;
            }
            Set<String> on = hosts.getOrDefault(number, Set.of());
            if (on.isEmpty()) {
                return Optional.of(Result.SKIPPED);
            }
            String where = !on.contains(host) && on.size() == 1 ? on.iterator().next() : host;
            return Optional.ofNullable(kept.getOrDefault(number, Map.of()).get(where));
        }
    }
}
