package io.berth.api;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** What a task reads and writes, both sorted. The graph's edges come from it. */
public record Footprint(Set<Key> reads, Set<Key> writes) {

    public Footprint {
        reads = sorted(reads);
        writes = sorted(writes);
    }

    private static Set<Key> sorted(Collection<Key> keys) {
        Set<Key> set = new TreeSet<>((one, other) -> one.toString().compareTo(other.toString()));
        set.addAll(keys);
        return Collections.unmodifiableSet(set);
    }
}
