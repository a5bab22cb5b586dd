package io.berth.compile;

import io.berth.api.Footprint;
import io.berth.api.Key;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds what of the resources that a playbook declares a part of its tasks needs, directly or not. */
final class Needed {

    private Needed() {
    }

    /** Of {@code declared}, in its order, those that write what one of {@code tasks}, or another of them, has to do with. */
    static List<TaskNode> by(List<TaskNode> tasks, List<TaskNode> declared, Draft draft) {
        Map<Key, List<TaskNode>> writers = new HashMap<>();
        for (TaskNode resource : declared) {
            draft.footprint(resource).writes().forEach(key -> writers.computeIfAbsent(key, k -> new ArrayList<>()).add(resource));
        }
        Set<String> needed = new HashSet<>();
        Deque<TaskNode> open = new ArrayDeque<>(tasks);
        while (!open.isEmpty()) {
            Footprint footprint = draft.footprint(open.pop());
            for (Set<Key> keys : List.of(footprint.reads(), footprint.writes())) {
                for (Key key : keys) {
                    for (TaskNode writer : writers.getOrDefault(key, List.of())) {
                        if (needed.add(writer.id())) {
                            open.push(writer);
                        }
                    }
                }
            }
        }
        return declared.stream().filter(resource -> needed.contains(resource.id())).toList();
    }
}
