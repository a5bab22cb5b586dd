package io.berth.cli;

import io.berth.event.Event;
import io.berth.journal.RunDirectory;
import io.berth.report.Console;
import io.berth.report.OutputView;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a command says in guests, told as berth exec tells it of hosts: of guests that say the same together, and as it is of one alone. */
final class GuestOutput implements Shown {

    /** The guest of each task: the first word of its name. */
    private final Map<String, String> guests = new HashMap<>();
    private final OutputView.Mode mode;

    GuestOutput(OutputView.Mode mode) {
        this.mode = mode;
    }

    @Override
    public Views views(Clock clock) {
        return Views.ofOutput(Console.ofStandardOutput(), Console.ofStandardError(), clock, mode, this::ofGuests);
    }

    @Override
    public void ended(RunDirectory run, boolean told) {
        // Nothing more to tell.
    }

    /** The event with guests in the place of hosts. */
    private Event ofGuests(Event event) {
        if (event instanceof Event.GraphMade graph) {
            graph.nodes().forEach(node -> guests.put(node.task(), node.name().split(" ", 2)[0]));
            List<Event.Node> nodes = graph.nodes().stream()
                    .map(node -> new Event.Node(node.task(), node.word(), node.name(), guests.get(node.task()), node.play(), node.where(), node.digest(), node.title())).toList();
            return new Event.GraphMade(graph.at(), nodes, graph.edges());
        }
        if (event instanceof Event.TaskStarted started) {
            return new Event.TaskStarted(started.at(), started.task(), guests.get(started.task()), started.attempt());
        }
        if (event instanceof Event.TaskEnded ended) {
            return new Event.TaskEnded(ended.at(), ended.task(), guests.get(ended.task()), ended.outcome(), ended.summary(), ended.took(), ended.failure(), ended.shown());
        }
        return event;
    }
}
