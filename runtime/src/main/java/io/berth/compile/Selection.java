package io.berth.compile;

import java.util.Set;

/**
 * Which part of a playbook is run.
 *
 * @param hosts names of the hosts; empty: all
 */
public record Selection(Set<String> hosts) {

    public static final Selection ALL = new Selection(Set.of());

    public Selection {
        hosts = Set.copyOf(hosts);
    }

    boolean takes(String host) {
        return hosts.isEmpty() || hosts.contains(host);
    }
}
