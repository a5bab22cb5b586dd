package io.berth.compile;

import io.berth.api.Scope;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.DidYouMean;
import io.berth.graph.Graph;
import io.berth.model.Play;
import io.berth.model.Playbook;
import io.berth.model.TaskSpec;
import java.util.Map;

/** What the passes work on: the graph as far as it is. */
final class Draft {

    final Playbook playbook;
    final Selection selection;
    final Diagnostics diagnostics;
    private final Map<String, TaskType<?>> types;
    Graph<TaskNode> graph = new Graph<>();

    Draft(Playbook playbook, Selection selection, Map<String, TaskType<?>> types, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.selection = selection;
        this.types = types;
        this.diagnostics = diagnostics;
    }

    /** Adds a node for each selected host of a resource that the playbook declares. */
    void declare(TaskSpec spec) {
        add(spec, "", false, 0);
    }

    void add(TaskSpec spec, Play play, boolean always) {
        add(spec, play.name(), always, play.limits().perHost());
    }

    private void add(TaskSpec spec, String play, boolean always, int perHost) {
        TaskType<?> type = types.get(spec.word());
        if (type == null || !type.parameters().isInstance(spec.parameters())) {
            diagnostics.error(spec.at(), "unknown task '" + spec.word() + "'", DidYouMean.hint(spec.word(), types.keySet()));
            return;
        }
        @SuppressWarnings("unchecked") // the line above has checked that its parameters are of its type
        TaskType<Record> known = (TaskType<Record>) type;
        for (String host : spec.hosts()) {
            if (selection.takes(host)) {
                String id = free(spec.word() + ":" + known.name(spec.parameters()) + "@" + host);
                Scope scope = new Scope(playbook.host(host), playbook, Map.of(), spec.options());
                graph.add(id, new TaskNode(id, spec, known, scope, play, always, perHost));
            }
        }
    }

    /** The same command twice in a play is two tasks: the second gets {@code #2}. */
    private String free(String id) {
        String candidate = id;
        for (int n = 2; graph.ids().contains(candidate); n++) {
            candidate = id + "#" + n;
        }
        return candidate;
    }
}
