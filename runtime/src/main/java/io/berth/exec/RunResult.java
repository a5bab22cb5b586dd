package io.berth.exec;

import io.berth.event.Outcome;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How a run ended.
 *
 * @param counts how many tasks ended in which way; ways that did not occur are left out
 * @param interrupted whether the user stopped it
 */
public record RunResult(Map<Outcome, Integer> counts, boolean interrupted) {

    public RunResult {
        EnumMap<Outcome, Integer> copy = new EnumMap<>(Outcome.class);
        copy.putAll(counts);
        counts = Collections.unmodifiableMap(copy);
    }

    public boolean any(Outcome outcome) {
        return counts.containsKey(outcome);
    }
}
