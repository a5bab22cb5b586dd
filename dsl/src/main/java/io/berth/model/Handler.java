package io.berth.model;

import java.util.List;

/**
 * Tasks that run once on a host, after the tasks of their play, if one that notifies them changed something there.
 *
 * @param name unique in its play
 */
public record Handler(String name, List<TaskSpec> tasks) {
    public Handler {
        tasks = List.copyOf(tasks);
    }
}
