package io.berth.compile;

import io.berth.graph.Edge;
import io.berth.model.TaskSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets what needs a task of a block from outside wait for the block's rescue part too: whether the task's failure counts is only
 * known then.
 */
final class Rescues {

    private record Rescue(int play, int block, String host) { }

    private Rescues() {
    }

    static void connect(Draft draft) {
        Map<Rescue, TaskNode> last = new HashMap<>();
        for (String id : draft.graph.ids()) {
            TaskNode node = draft.graph.node(id);
            for (TaskSpec.Place place : node.stand().blocks()) {
                if (place.role() == TaskSpec.Role.RESCUE) {
                    last.put(new Rescue(node.stand().play(), place.block(), node.host().name()), node);
                }
            }
        }
        if (last.isEmpty()) {
            return;
        }
        for (Edge edge : draft.graph.edges()) {
            TaskNode from = draft.graph.node(edge.from());
            TaskNode to = draft.graph.node(edge.to());
            for (TaskSpec.Place place : from.stand().blocks()) {
                TaskNode rescue = last.get(new Rescue(from.stand().play(), place.block(), from.host().name()));
                if (edge.kind() == Edge.Kind.NEEDS && place.role() == TaskSpec.Role.MAIN && rescue != null && isOutside(to, from.stand().play(), place.block())) {
                    draft.connect(rescue, to, Edge.Kind.NEEDS, "may make up for the failure of " + from.id());
                }
            }
        }
    }

    private static boolean isOutside(TaskNode node, int play, int block) {
        return node.stand().play() != play || List.of(TaskSpec.Role.values()).stream()
                .noneMatch(role -> node.stand().blocks().contains(new TaskSpec.Place(block, role)));
    }
}
