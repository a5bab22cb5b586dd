package io.berth.compile;

import java.util.Set;

/**
 * Which part of a playbook is run.
 *
 * @param hosts names of the hosts; empty: all
 * @param tags only tasks that have one of these; empty: all
 * @param skipTags no tasks that have one of these
 * @param startAt title of the task to begin with; empty: the first
 */
public record Selection(Set<String> hosts, Set<String> tags, Set<String> skipTags, String startAt) {

    public static final Selection ALL = new Selection(Set.of(), Set.of(), Set.of(), "");

    public Selection {
        hosts = Set.copyOf(hosts);
        tags = Set.copyOf(tags);
        skipTags = Set.copyOf(skipTags);
    }

    boolean takes(String host) {
        return hosts.isEmpty() || hosts.contains(host);
    }
}
