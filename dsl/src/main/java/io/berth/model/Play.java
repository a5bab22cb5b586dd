package io.berth.model;

import io.berth.diag.SourceRange;
import java.util.List;

/**
 * An ordered part of a playbook.
 *
 * @param always tasks that run after the others, whatever became of them
 * @param perHost how many tasks of this play run at once on one host; 0: as many as the run allows
 */
public record Play(String name, List<TaskSpec> tasks, List<TaskSpec> always, int perHost, SourceRange at) {
    public Play {
        tasks = List.copyOf(tasks);
        always = List.copyOf(always);
    }
}
