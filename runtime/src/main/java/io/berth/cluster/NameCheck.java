package io.berth.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether names may be given to guests, one after another: a name means one guest of all hosts. */
final class NameCheck {

    private final Cluster cluster;
    /** Hosts by the names that guests of theirs were given since. */
    private final Map<String, String> given = new HashMap<>();

    NameCheck(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Why a guest of a host may not get a name; empty: it may, and from now on it has it. What its own host has is no matter here.
     *
     * @param host as the cluster calls it
     */
    String refusal(String host, String name) {
        List<String> others = Stream.concat(cluster.named(name).stream().map(SeenGuest::host), Stream.ofNullable(given.get(name)))
                .filter(other -> !other.equals(host)).distinct().toList();
        if (others.isEmpty()) {
            given.put(name, host);
            return "";
        }
        return "there is a guest " + name + " on " + others.stream().collect(Collectors.joining(", ")) + " already: a name means one guest of all hosts";
    }
}
