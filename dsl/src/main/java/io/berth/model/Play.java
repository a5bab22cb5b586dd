package io.berth.model;

import io.berth.diag.SourceRange;
import java.util.List;

/**
 * An ordered part of a playbook.
 *
 * @param hosts the hosts it goes through, in order: those of its tasks
 * @param tasks all of them, in the order of saying; those that run after the others, or when these failed, say so by their place
 * @param blocks the play itself is the first
 */
public record Play(String name, List<String> hosts, List<TaskSpec> tasks, List<Block> blocks, List<Handler> handlers,
                   Limits limits, Rolling rolling, SourceRange at) {
    public Play {
        hosts = List.copyOf(hosts);
        tasks = List.copyOf(tasks);
        blocks = List.copyOf(blocks);
        handlers = List.copyOf(handlers);
    }
}
