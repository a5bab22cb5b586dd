package io.berth.model;

import io.berth.diag.SourceRange;
import java.time.Duration;
import java.util.List;

/**
 * A task as the playbook says it: one node of the graph for each of its hosts.
 *
 * @param word the task type's word: {@code exec}, {@code redeploy}
 * @param parameters the record of the task type's parameters
 * @param hosts names of the hosts it runs on
 * @param timeout of the whole task on one host, one attempt
 * @param retries further attempts after a failed one; 0: none
 * @param delay pause before each further attempt
 */
public record TaskSpec(String word, Record parameters, List<String> hosts, Duration timeout, int retries,
                       Duration delay, SourceRange at) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(30);

    public TaskSpec {
        hosts = List.copyOf(hosts);
    }

    /** With the usual timeout and no retries. */
    public static TaskSpec of(String word, Record parameters, List<String> hosts, SourceRange at) {
        return new TaskSpec(word, parameters, hosts, DEFAULT_TIMEOUT, 0, Duration.ofSeconds(1), at);
    }
}
