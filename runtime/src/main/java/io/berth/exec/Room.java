package io.berth.exec;

import io.berth.api.Key;
import io.berth.compile.TaskNode;
import io.berth.model.Disk;
import io.berth.model.Limits;
import io.berth.model.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The limits that plays set, and how much room they leave. */
final class Room {

    /** What is limited: tasks of a play on a host, at a pool, or at hosts with a label. */
    private record Place(int play, String kind, String name) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && play == place.play && kind.equals(place.kind) && name.equals(place.name);
        }

        @Override
        public int hashCode() {
            return play * 31 + name.hashCode();
        }
    }

    private final Map<Place, Integer> taken = new HashMap<>();
    private final Map<Place, List<TaskNode>> waiting = new HashMap<>();
    private final Map<String, Map<Place, Integer>> places = new HashMap<>();

    /** Takes room for a task, or keeps it until there is some. */
    boolean take(TaskNode task) {
        Map<Place, Integer> wanted = places(task);
        for (Map.Entry<Place, Integer> place : wanted.entrySet()) {
            if (taken.getOrDefault(place.getKey(), 0) >= place.getValue()) {
                waiting.computeIfAbsent(place.getKey(), full -> new ArrayList<>()).add(task);
                return false;
            }
        }
        wanted.keySet().forEach(place -> taken.merge(place, 1, Integer::sum));
        return true;
    }

    /** Gives a task's room back; those that waited for it, to try again. */
    List<TaskNode> give(TaskNode task) {
        List<TaskNode> again = new ArrayList<>();
        for (Place place : places(task).keySet()) {
            taken.merge(place, -1, Integer::sum);
            List<TaskNode> waited = waiting.remove(place);
            if (waited != null) {
                again.addAll(waited);
            }
        }
        return again;
    }

    /** Whether two tasks take the same room, so that one behind the other needs no more. */
    boolean same(TaskNode one, TaskNode other) {
        return places(one).equals(places(other));
    }

    private Map<Place, Integer> places(TaskNode task) {
        if (task.stand().declared() || task.inPlay().limits().areNone()) {
            return Map.of();
        }
        return places.computeIfAbsent(task.id(), id -> limited(task, task.inPlay().limits()));
    }

    private static Map<Place, Integer> limited(TaskNode task, Limits limits) {
        int play = task.stand().play();
        Map<Place, Integer> places = new HashMap<>();
        if (limits.perHost() > 0) {
            places.put(new Place(play, "host", task.runsOn().name()), limits.perHost());
        }
        if (limits.perPool() > 0) {
            pools(task).forEach(pool -> places.put(new Place(play, "pool", pool), limits.perPool()));
        }
        limits.perLabel().forEach((label, most) -> {
            Object value = task.scope().variables().get(label);
            if (most > 0 && value != null) {
                places.put(new Place(play, "label " + label, String.valueOf(value)), most);
            }
        });
        return places;
    }

    /** The pools and volume groups that a task writes to: by themselves, or as those of disks and slots. */
    private static Set<String> pools(TaskNode task) {
        Set<String> pools = new LinkedHashSet<>();
        for (Key key : task.footprint().writes()) {
            Slot slot = task.scope().playbook().slots().get(key.name());
            if (key.kind().equals("pool")) {
                pools.add(key.toString());
            } else if (slot != null && (key.kind().equals("disk") || key.kind().equals("slot"))) {
                place(slot.disk(), key.host()).ifPresent(pools::add);
            }
        }
        return pools;
    }

    private static Optional<String> place(Disk disk, String host) {
        return switch (disk.kind()) {
            case FILE -> Optional.of(new Key("pool", disk.pool(), host).toString());
            case VOLUME -> Optional.of(new Key("volumeGroup", disk.group(), host).toString());
            case DEVICE -> Optional.empty();
        };
    }
}
