package io.berth.compile;

import io.berth.model.TaskSpec;
import java.util.List;

/**
 * Where in the playbook a task stands.
 *
 * @param play index of its play in the playbook; -1: it is a resource that the playbook declares
 * @param blocks the blocks it stands in, with its part of each, innermost first, the play itself last; none for handlers
 * @param handler name of the handler it is of; empty: none
 * @param wave which of the batches of hosts that its play goes through, from 0
 */
public record Stand(int play, List<TaskSpec.Place> blocks, String handler, int wave) {

    static final Stand DECLARED = new Stand(-1, List.of(), "", 0);

    public Stand {
        blocks = List.copyOf(blocks);
    }

    public boolean declared() {
        return play < 0;
    }

    /** Whether it is in such a part of a block, however deep. */
    public boolean has(TaskSpec.Role role) {
        return blocks.stream().anyMatch(place -> place.role() == role);
    }

    /** Whether it stands in that part of that block of its play. */
    public boolean in(int play, TaskSpec.Place part) {
        return this.play == play && blocks.contains(part);
    }

    /** Whether it runs only if something happened to others, or whatever did. */
    public boolean contingent() {
        return !handler.isEmpty() || blocks.stream().anyMatch(place -> place.role() != TaskSpec.Role.MAIN);
    }
}
