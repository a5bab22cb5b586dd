package io.berth.plan;

import io.berth.api.Change;
import io.berth.event.Event;
import io.berth.event.Failure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run would do, by task id in the order of the graph.
 *
 * @param changes what each task whose host answered would do
 * @param leftOut of these, the tasks whose conditions do not hold, whatever happens before them, and which one
 * @param failures why a task could not say what it would do
 * @param lost hosts that could not be reached, and why
 * @param facts of hosts, where a task asks for them
 */
public record Plan(Map<String, Change> changes, Map<String, String> leftOut, Map<String, Failure> failures, Map<String, String> lost,
                   Map<String, Map<String, Object>> facts) {

    public Plan {
        changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
        leftOut = Collections.unmodifiableMap(new LinkedHashMap<>(leftOut));
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
        lost = Collections.unmodifiableMap(new LinkedHashMap<>(lost));
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** Whether anything would change. */
    public boolean changesAnything() {
        return changes.values().stream().anyMatch(change -> change.kind() != Change.Kind.NONE);
    }

    /** The plan as the views show it. */
    public List<Event.Planned> planned(java.util.function.UnaryOperator<String> hostOf) {
        return changes.entrySet().stream()
                .map(entry -> new Event.Planned(entry.getKey(), hostOf.apply(entry.getKey()),
                        entry.getValue().kind().name().toLowerCase(java.util.Locale.ROOT),
                        entry.getValue().summary(), entry.getValue().diffs()))
                .toList();
    }
}
