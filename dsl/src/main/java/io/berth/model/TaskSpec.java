package io.berth.model;

import io.berth.diag.SourceRange;
import java.util.List;
import java.util.Optional;

/**
 * A task as the playbook says it: one node of the graph for each of its hosts.
 *
 * @param number unique in the playbook, in the order of saying, from 1; 0: a resource that the playbook declares
 * @param word the task type's word: {@code exec}, {@code redeploy}
 * @param parameters the record of the task type's parameters; where a part of them is late, its code stands for it
 * @param late makes the parameters once what they need is known; empty: they are known
 * @param hosts names of the hosts it runs on
 * @param place where in its play it stands
 */
public record TaskSpec(int number, String word, Record parameters, Optional<Late> late, List<String> hosts, TaskOptions options,
                       Place place, SourceRange at) {

    /** What a task is within its block. */
    public enum Role { MAIN, RESCUE, ALWAYS }

    /**
     * @param block number of the block it stands in, an index into {@link Play#blocks}; 0: the play itself
     */
    public record Place(int block, Role role) {
        public static final Place PLAY = new Place(0, Role.MAIN);
    }

    public TaskSpec {
        hosts = List.copyOf(hosts);
    }

    /** A resource that the playbook declares. */
    public static TaskSpec of(String word, Record parameters, List<String> hosts, SourceRange at) {
        return new TaskSpec(0, word, parameters, Optional.empty(), hosts, TaskOptions.DEFAULT, Place.PLAY, at);
    }
}
