package io.berth.api;

import java.util.Set;

/** What a task reads and writes. The graph's edges come from it. */
public record Footprint(Set<Key> reads, Set<Key> writes) {
    public Footprint {
        reads = Set.copyOf(reads);
        writes = Set.copyOf(writes);
    }
}
