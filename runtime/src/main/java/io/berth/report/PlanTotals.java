package io.berth.report;

import io.berth.event.Event;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How many tasks of a plan are of which kind. */
record PlanTotals(Map<PlanKind, Long> counts) {

    static PlanTotals of(List<Event.Planned> tasks) {
        return new PlanTotals(tasks.stream().collect(Collectors.groupingBy(t -> PlanKind.of(t.kind()),
                () -> new EnumMap<>(PlanKind.class), Collectors.counting())));
    }

    /** {@code 3 to create, 1 to update, 20 unchanged}. */
    String text() {
        return counts.isEmpty() ? "nothing to do"
                : counts.entrySet().stream().map(e -> e.getValue() + " " + e.getKey().words()).collect(Collectors.joining(", "));
    }
}
