package io.berth.compile;

import io.berth.api.Footprint;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.graph.Edge;
import io.berth.graph.Graph;
import io.berth.model.Play;
import io.berth.model.Playbook;
import io.berth.model.TaskSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the passes work on: the graph as far as it is. */
final class Draft {

    final Playbook playbook;
    final Selection selection;
    final Map<String, TaskType<?>> types;
    final Diagnostics diagnostics;
    final Graph<TaskNode> graph = new Graph<>();
    /** By index of their play. */
    final List<BlockTree> trees = new ArrayList<>();
    /** Likewise. */
    final List<Waves> waves = new ArrayList<>();
    /** The nodes of a task of a play, by its number and host. */
    private final Map<Integer, Map<String, TaskNode>> byNumber = new HashMap<>();
    private final Map<String, Footprint> footprints = new HashMap<>();

    Draft(Playbook playbook, Selection selection, Map<String, TaskType<?>> types, Diagnostics diagnostics) {
        this.playbook = playbook;
        this.selection = selection;
        this.types = types;
        this.diagnostics = diagnostics;
        for (Play play : playbook.plays()) {
            trees.add(BlockTree.of(play));
            waves.add(Waves.of(play, play.hosts().stream().filter(selection::takes).toList()));
        }
    }

    void add(TaskNode node) {
        graph.add(node.id(), node);
        if (!node.stand().declared()) {
            byNumber.computeIfAbsent(node.spec().number(), number -> new LinkedHashMap<>()).put(node.host().name(), node);
        }
    }

    /** The nodes of a task by host. */
    Map<String, TaskNode> nodes(int number) {
        return byNumber.getOrDefault(number, Map.of());
    }

    Optional<TaskNode> node(TaskSpec spec, String host) {
        return Optional.ofNullable(nodes(spec.number()).get(host));
    }

    Footprint footprint(TaskNode node) {
        return footprints.computeIfAbsent(node.id(), id -> node.footprint());
    }

    void connect(TaskNode from, TaskNode to, Edge.Kind kind, String why) {
        graph.connect(from.id(), to.id(), why, kind);
    }
}
