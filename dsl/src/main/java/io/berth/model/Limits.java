package io.berth.model;

import java.util.LinkedHashMap;
import java.util.Collections;
import java.util.Map;

/**
 * How many tasks of a play run at once; 0: as many as the run allows.
 *
 * @param perHost on one host
 * @param perPool that write to one pool of a host
 * @param perLabel by the name of a host variable: on hosts that have the same value of it
 */
public record Limits(int perHost, int perPool, Map<String, Integer> perLabel) {

    public static final Limits NONE = new Limits(0, 0, Map.of());

    public Limits {
        perLabel = Collections.unmodifiableMap(new LinkedHashMap<>(perLabel));
    }

    /** Whether there are none. */
    public boolean areNone() {
        return perHost == 0 && perPool == 0 && perLabel.isEmpty();
    }
}
