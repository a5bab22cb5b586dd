package io.berth.compile;

import io.berth.model.Block;
import io.berth.model.Play;
import io.berth.model.TaskSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The tasks of a play as they stand in one another: a block with its three parts. */
final class BlockTree {

    /** What a part consists of. */
    sealed interface Item { }

    record Task(TaskSpec spec) implements Item { }

    record Inner(BlockTree block) implements Item { }

    private final int number;
    private final Map<TaskSpec.Role, List<Item>> parts = new EnumMap<>(TaskSpec.Role.class);

    private BlockTree(int number) {
        this.number = number;
        for (TaskSpec.Role role : TaskSpec.Role.values()) {
            parts.put(role, new ArrayList<>());
        }
    }

    /** The play itself, its blocks in the order of their first tasks. */
    static BlockTree of(Play play) {
        BlockTree[] seen = new BlockTree[play.blocks().size()];
        seen[0] = new BlockTree(0);
        for (TaskSpec task : play.tasks()) {
            tree(task.place().block(), play, seen).part(task.place().role()).add(new Task(task));
        }
        return seen[0];
    }

    private static BlockTree tree(int number, Play play, BlockTree[] seen) {
        if (seen[number] == null) {
            Block block = play.blocks().get(number);
            seen[number] = new BlockTree(number);
            tree(block.parent(), play, seen).part(block.role()).add(new Inner(seen[number]));
        }
        return seen[number];
    }

    int number() {
        return number;
    }

    List<Item> part(TaskSpec.Role role) {
        return parts.get(role);
    }

    /** All tasks of some of its parts, those of inner blocks with them, in the order in which they run. */
    List<TaskSpec> tasks(TaskSpec.Role... roles) {
        List<TaskSpec> all = new ArrayList<>();
        Arrays.stream(roles).flatMap(role -> part(role).stream()).forEach(item -> {
            if (item instanceof Task task) {
                all.add(task.spec());
            } else if (item instanceof Inner inner) {
                all.addAll(inner.block().tasks(TaskSpec.Role.values()));
            }
        });
        return all;
    }

    /** The blocks that a task stands in, innermost first. */
    static List<TaskSpec.Place> around(TaskSpec task, Play play) {
        List<TaskSpec.Place> places = new ArrayList<>(List.of(task.place()));
        for (Block block = play.blocks().get(task.place().block()); block.parent() >= 0; block = play.blocks().get(block.parent())) {
            places.add(new TaskSpec.Place(block.parent(), block.role()));
        }
        return places;
    }
}
