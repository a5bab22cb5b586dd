package io.berth.compile;

import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.DidYouMean;
import io.berth.diag.SourceRange;
import io.berth.model.TaskSpec;
import java.util.LinkedHashSet;
import java.util.Set;

/** Says of the tasks of the plays, asked in the order in which they run, which ones are wanted. */
final class Wanted {

    private final Selection selection;
    private final Set<String> before = new LinkedHashSet<>();
    private boolean started;

    Wanted(Selection selection) {
        this.selection = selection;
        this.started = selection.startAt().isEmpty();
    }

    boolean takes(TaskSpec task, TaskType<Record> type) {
        if (!started) {
            String title = TaskNode.titleOf(task, type.name(task.parameters()));
            started = title.equals(selection.startAt());
            before.add(title);
        }
        return started && selection.takes(task.options().tags());
    }

    void checkFound(Diagnostics into) {
        if (!started) {
            into.error(SourceRange.NONE, "no task is called '" + selection.startAt() + "', to start at", DidYouMean.hint(selection.startAt(), before));
        }
    }
}
