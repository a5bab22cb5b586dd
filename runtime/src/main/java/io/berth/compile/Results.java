package io.berth.compile;

import io.berth.graph.Edge;
import io.berth.model.Late;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Puts tasks behind those whose results code of theirs reads, however these end: a failure may be asked about. */
final class Results {

    private Results() {
    }

    static void connect(Draft draft) {
        for (String id : draft.graph.ids()) {
            TaskNode node = draft.graph.node(id);
            for (Late late : node.lates()) {
                for (int number : late.results()) {
                    if (number != node.spec().number()) {
                        read(node, draft.nodes(number)).forEach(from ->
                                draft.connect(from, node, Edge.Kind.AFTER, "has the result that " + late.text() + " asks for"));
                    }
                }
            }
        }
    }

    /** The task on the same host; where it does not run there, all of it that can have ended by then. */
    private static Collection<TaskNode> read(TaskNode reader, Map<String, TaskNode> nodes) {
        TaskNode same = nodes.get(reader.host().name());
        if (same != null) {
            return List.of(same);
        }
        return nodes.values().stream()
                .filter(node -> node.stand().play() != reader.stand().play() || node.stand().wave() <= reader.stand().wave()).toList();
    }
}
