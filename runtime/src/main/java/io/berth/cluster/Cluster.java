package io.berth.cluster;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * All hosts of an inventory as they were seen at one time.
 *
 * @param hosts those that answered, by name, in the inventory's order
 * @param lost those that could not be asked, and why
 */
public record Cluster(Map<String, SeenHost> hosts, Map<String, String> lost) {

    public Cluster {
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        lost = Collections.unmodifiableMap(new LinkedHashMap<>(lost));
    }

    /** Host by host. One name may be there more than once. */
    public List<SeenGuest> guests() {
        return hosts.values().stream().flatMap(host -> host.guests().stream()).toList();
    }

    /** Those of exactly this name, on whichever host. */
    public List<SeenGuest> named(String name) {
        return guests().stream().filter(guest -> guest.name().equals(name)).toList();
    }

    /** What is not known, a line each: hosts that could not be asked, and those whose libvirt did not answer. */
    public Stream<String> doubts() {
        return Stream.concat(lost.entrySet().stream().map(one -> one.getKey() + " cannot be reached: " + one.getValue()),
                hosts.values().stream().filter(host -> !host.answers()).map(host -> "libvirt of " + host.name() + " does not answer: " + host.lost()));
    }
}
