package io.berth.compile;

import io.berth.diag.DidYouMean;
import io.berth.diag.SourceRange;
import io.berth.graph.CycleFound;
import io.berth.model.Handler;
import io.berth.model.Play;
import io.berth.model.TaskSpec;
import java.util.List;

/** What must be right before any host is asked. */
final class Checks {

    private Checks() {
    }

    /** Lets each task say what is wrong with it, templates above all. What is only known later is checked then. */
    static void tasks(Draft draft) {
        for (String id : draft.graph.ids()) {
            TaskNode node = draft.graph.node(id);
            if (node.spec().late().isEmpty()) {
                node.check(draft.diagnostics);
            }
        }
    }

    /** A task notifies handlers of its play that run after it. */
    static void handlers(Draft draft) {
        for (Play play : draft.playbook.plays()) {
            List<String> names = play.handlers().stream().map(Handler::name).toList();
            for (TaskSpec task : play.tasks()) {
                if (task.options().notifies().isEmpty()) {
                    continue;
                }
                boolean last = BlockTree.around(task, play).contains(new TaskSpec.Place(0, TaskSpec.Role.ALWAYS));
                notified(draft, task, names, last ? names.size() : 0);
            }
            for (int i = 0; i < names.size(); i++) {
                for (TaskSpec task : play.handlers().get(i).tasks()) {
                    notified(draft, task, names, i + 1);
                }
            }
        }
    }

    private static void notified(Draft draft, TaskSpec task, List<String> names, int first) {
        for (String name : task.options().notifies()) {
            if (!names.contains(name)) {
                draft.diagnostics.error(task.at(), "no handler '" + name + "' in this play", DidYouMean.hint(name, names));
            } else if (names.indexOf(name) < first) {
                draft.diagnostics.error(task.at(), "handler '" + name + "' has run before this task does",
                        "a handler is notified by tasks of its play, or by handlers that are declared before it");
            }
        }
    }

    static void cycles(Draft draft) {
        try {
            draft.graph.order();
        } catch (CycleFound cycle) {
            SourceRange at = draft.graph.node(cycle.cycle().get(0).to()).spec().at();
            draft.diagnostics.error(at, cycle.getMessage());
        }
    }
}
