package io.berth.exec;

import io.berth.compile.TaskNode;
import io.berth.event.Outcome;
import io.berth.model.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The blocks that have a rescue part, host by host, and what became of them. */
final class Blocks {

    /** A block on one host. */
    private record Local(int play, int block, String host) { }

    private final Map<Local, List<String>> rescues = new HashMap<>();
    private final Set<Local> fallen = new HashSet<>();
    private final Map<String, Ended> ended;

    /** @param ended how tasks ended, kept up to date by the caller */
    Blocks(Iterable<TaskNode> nodes, Map<String, Ended> ended) {
        this.ended = ended;
        for (TaskNode node : nodes) {
            for (TaskSpec.Place place : node.stand().blocks()) {
                if (place.role() == TaskSpec.Role.RESCUE) {
                    rescues.computeIfAbsent(local(node, place), block -> new ArrayList<>()).add(node.id());
                }
            }
        }
    }

    private static Local local(TaskNode node, TaskSpec.Place place) {
        return new Local(node.stand().play(), place.block(), node.host().name());
    }

    /** The innermost block whose rescue part takes over when the task fails. */
    private Optional<TaskSpec.Place> rescuer(TaskNode node) {
        return node.stand().blocks().stream()
                .filter(place -> place.role() == TaskSpec.Role.MAIN && rescues.containsKey(local(node, place))).findFirst();
    }

    /** How the task's end counts: a failure that a rescue part takes over is rescued. */
    Ended counted(TaskNode node, Ended how) {
        boolean bad = how.outcome() == Outcome.FAILED || how.outcome() == Outcome.REFUSED || how.outcome() == Outcome.UNREACHABLE;
        Optional<TaskSpec.Place> rescuer = bad ? rescuer(node) : Optional.empty();
        rescuer.ifPresent(place -> fallen.add(local(node, place)));
        return rescuer.isPresent() ? how.as(Outcome.RESCUED) : how;
    }

    /** Whether the task is of a rescue part that there is nothing for. */
    boolean isIdle(TaskNode node) {
        return node.stand().blocks().stream()
                .anyMatch(place -> place.role() == TaskSpec.Role.RESCUE && !fallen.contains(local(node, place)));
    }

    /** Why {@code node}, which needs {@code before}, must not run; empty if it may. */
    String against(TaskNode before, TaskNode node) {
        Ended how = ended.get(before.id());
        if (how.outcome() == Outcome.RESCUED) {
            TaskSpec.Place block = rescuer(before).orElseThrow();
            if (node.stand().in(before.stand().play(), block)) {
                return "failed";
            }
            return isRescued(local(before, block)) ? "" : "failed, and so did what should make up for it";
        }
        if (how.outcome().good() || how.outcome() == Outcome.SKIPPED && isMadeUpFor(before, node)) {
            return "";
        }
        return switch (how.outcome()) {
            case FAILED -> "failed";
            case UNREACHABLE -> "could not reach its host";
            case REFUSED -> "was refused";
            case SKIPPED -> "was skipped";
            case CANCELLED -> "was cancelled";
            case UNCHANGED, CHANGED, DONE, DONE_BEFORE, LEFT_OUT, IGNORED, RESCUED -> "";
        };
    }

    private boolean isMadeUpFor(TaskNode before, TaskNode node) {
        return before.stand().blocks().stream().anyMatch(place -> place.role() == TaskSpec.Role.MAIN
                && fallen.contains(local(before, place)) && !node.stand().in(before.stand().play(), place) && isRescued(local(before, place)));
    }

    private boolean isRescued(Local block) {
        return rescues.get(block).stream().allMatch(id -> ended.containsKey(id) && ended.get(id).outcome().good());
    }
}
