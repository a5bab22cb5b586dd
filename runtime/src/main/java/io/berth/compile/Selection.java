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

    /** Whether only a part of the plays' tasks is wanted, and so only what that needs of the resources that the playbook declares. */
    boolean partOfTasks() {
        return !(tags.isEmpty() || tags.contains("all")) || !startAt.isEmpty();
    }

    /**
     * Whether tasks with these tags are wanted. As with Ansible, {@code always} is unless it is skipped by name, {@code never} is
     * only by another of its tags, and {@code all}, {@code tagged} and {@code untagged} stand for what they say.
     */
    boolean takes(Set<String> of) {
        return asked(of) && !skipped(of);
    }

    private boolean asked(Set<String> of) {
        if (of.contains("always") || of.stream().anyMatch(tags::contains)) {
            return true;
        }
        boolean all = tags.isEmpty() || tags.contains("all");
        return !of.contains("never") && (all || tags.contains(of.isEmpty() ? "untagged" : "tagged"));
    }

    private boolean skipped(Set<String> of) {
        if (of.stream().anyMatch(skipTags::contains)) {
            return true;
        }
        return skipTags.contains("all") && !of.contains("always") || skipTags.contains(of.isEmpty() ? "untagged" : "tagged");
    }
}
