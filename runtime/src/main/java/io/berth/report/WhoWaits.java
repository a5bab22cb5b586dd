package io.berth.report;

import io.berth.event.Event;
import io.berth.event.EventSink;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Who waits for what: which tasks run and since when, and for which of them the others wait. For a run that seems to stand still. */
public final class WhoWaits implements EventSink {

    private static final int MOST_LINES = 20;

    private static final class Running {
        private final Event.TaskStarted started;
        private String phase = "";
        private String lastLine = "";

        Running(Event.TaskStarted started) {
            this.started = started;
        }
    }

    private final Names names = new Names();
    private final Map<String, List<String>> before = new HashMap<>();
    private final Map<String, Event.Node> open = new LinkedHashMap<>();
    private final Map<String, Running> running = new LinkedHashMap<>();
    private final Set<String> unconnected = new HashSet<>();
    private boolean planned;

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof Event.GraphMade graph) {
            names.learn(graph);
            graph.nodes().forEach(node -> open.put(node.task(), node));
            graph.nodes().forEach(node -> unconnected.add(node.host()));
            graph.edges().forEach(edge -> before.computeIfAbsent(edge.to(), t -> new ArrayList<>()).add(edge.from()));
        } else if (event instanceof Event.HostConnected host) {
            unconnected.remove(host.host());
        } else if (event instanceof Event.HostLost host) {
            unconnected.remove(host.host());
        } else if (event instanceof Event.PlanMade) {
            planned = true;
        } else if (event instanceof Event.TaskStarted started) {
            running.put(started.task(), new Running(started));
        } else if (event instanceof Event.TaskPhase phase && running.containsKey(phase.task())) {
            running.get(phase.task()).phase = phase.phase();
        } else if (event instanceof Event.TaskOutput output && running.containsKey(output.task())) {
            running.get(output.task()).lastLine = output.line();
        } else if (event instanceof Event.TaskEnded ended) {
            running.remove(ended.task());
            open.remove(ended.task());
        }
    }

    /** @param now to tell since when */
    public synchronized List<String> lines(Instant now) {
        List<String> lines = new ArrayList<>();
        if (!planned) {
            lines.add(open.isEmpty() ? "reading the playbook" : unconnected.isEmpty()
                    ? "planning: waiting for what hosts answer"
                    : "planning: waiting for " + HostNames.folded(unconnected) + " to connect and answer");
            return lines;
        }
        lines.add(RunLines.count(running.size(), "task") + " running, " + (open.size() - running.size()) + " waiting");
        running.values().forEach(task -> lines.add(line(task, now)));
        Map<String, List<String>> waiting = waiting();
        waiting.forEach((forWhat, hosts) -> lines.add("  waits    " + forWhat + hosts(hosts)));
        if (lines.size() > MOST_LINES) {
            int more = lines.size() - MOST_LINES + 1;
            lines.subList(MOST_LINES - 1, lines.size()).clear();
            lines.add("  and " + more + " more");
        }
        return lines;
    }

    private String line(Running task, Instant now) {
        String since = Took.of(Duration.between(task.started.at(), now));
        return "  running  " + names.task(task.started.task()) + " on " + Names.host(task.started.host()) + " for " + since
                + (task.phase.isEmpty() ? "" : ", " + Text.printable(task.phase))
                + (task.lastLine.isEmpty() ? "" : ": " + Text.cut(Text.printable(task.lastLine), 60));
    }

    /** What waits and for what, in words; the hosts on which it does. */
    private Map<String, List<String>> waiting() {
        Map<String, List<String>> waiting = new LinkedHashMap<>();
        open.forEach((id, node) -> {
            if (!running.containsKey(id)) {
                List<String> stillOpen = before.getOrDefault(id, List.of()).stream().filter(open::containsKey).toList();
                String forWhat = stillOpen.isEmpty() ? "its turn: limits are reached"
                        : stillOpen.stream().map(this::told).distinct().collect(Collectors.joining(", "));
                waiting.computeIfAbsent(names.task(id) + " for " + forWhat, text -> new ArrayList<>()).add(node.host());
            }
        });
        return waiting;
    }

    private String told(String id) {
        return names.task(id) + (running.containsKey(id) ? ", which runs" : "");
    }

    private static String hosts(List<String> hosts) {
        return hosts.stream().distinct().count() == 1 ? " on " + Names.host(hosts.get(0))
                : " on " + HostNames.folded(hosts.stream().map(Names::host).toList());
    }
}
