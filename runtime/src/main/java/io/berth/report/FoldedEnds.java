package io.berth.report;

import io.berth.event.Event;
import io.berth.event.Failure;
import io.berth.event.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a run has many hosts, holds back how a task ended on one of them until it has ended on all, or for two seconds, so that
 * hosts on which it ended alike are told in one line.
 */
final class FoldedEnds {

    /** So many hosts fit on a screen one by one. */
    static final int FEW = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Hosts on which a task ended alike. @param took the longest */
    record Group(Event.TaskEnded first, List<String> hosts, Duration took) {
    }

    /** What must be the same for two ends to be told together. */
    private record Alike(Outcome outcome, String summary, List<Failure> failure, List<String> shown) {
        static Alike of(Event.TaskEnded ended) {
            return new Alike(ended.outcome(), ended.summary(), ended.failure().stream().map(f ->
                    new Failure(f.what(), "", f.cause(), f.command(), f.status(), f.tail(), f.where(), f.next())).toList(), ended.shown());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Alike alike && outcome == alike.outcome && summary.equals(alike.summary) && failure.equals(alike.failure)
                    && shown.equals(alike.shown);
        }

        @Override
        public int hashCode() {
            return outcome.ordinal() * 31 + summary.hashCode();
        }
    }

    private static final class Waiting {
        private final Instant since;
        private final Map<Alike, List<Event.TaskEnded>> ends = new LinkedHashMap<>();

        Waiting(Instant since) {
            this.since = since;
        }
    }

    private final Map<String, Integer> left = new HashMap<>();
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private boolean many;

    void learn(Event.GraphMade graph) {
        many = graph.nodes().stream().map(Event.Node::host).distinct().limit(FEW + 1L).count() > FEW;
        if (many) {
            graph.nodes().forEach(node -> left.merge(task(node.task()), 1, Integer::sum));
        }
    }

    boolean many() {
        return many;
    }

    /** What is to be told now that this task has ended. */
    List<Group> add(Event.TaskEnded ended) {
        if (!many) {
            return List.of(new Group(ended, List.of(ended.host()), ended.took()));
        }
        String task = task(ended.task());
        waiting.computeIfAbsent(task, t -> new Waiting(ended.at())).ends.computeIfAbsent(Alike.of(ended), a -> new ArrayList<>()).add(ended);
        return left.merge(task, -1, Integer::sum) > 0 ? List.of() : groups(waiting.remove(task));
    }

    /** What has waited long enough. */
    List<Group> due(Instant now) {
        List<Group> due = new ArrayList<>();
        waiting.values().removeIf(one -> Duration.between(one.since, now).compareTo(PATIENCE) > 0 && due.addAll(groups(one)));
        return due;
    }

    /** All that still waits. */
    List<Group> rest() {
        List<Group> rest = new ArrayList<>();
        waiting.values().forEach(one -> rest.addAll(groups(one)));
        waiting.clear();
        return rest;
    }

    private static List<Group> groups(Waiting one) {
        return one.ends.values().stream().map(ends -> new Group(ends.get(0), ends.stream().map(Event.TaskEnded::host).toList(),
                ends.stream().map(Event.TaskEnded::took).max(Duration::compareTo).orElse(Duration.ZERO))).toList();
    }

    /** {@code word:name} of {@code word:name@host}. */
    private static String task(String id) {
        int host = id.lastIndexOf('@');
        return host < 0 ? id : id.substring(0, host);
    }
}
