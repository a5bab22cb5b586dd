package io.berth.cli;

import io.berth.compile.Compiler;
import io.berth.compile.Selection;
import io.berth.compile.TaskNode;
import io.berth.diag.Diagnostics;
import io.berth.event.Event;
import io.berth.graph.Graph;
import io.berth.model.Playbook;
import io.berth.script.HostPattern;
import io.berth.script.PlaybookLoader;
import io.berth.task.BuiltinTasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A playbook, loaded and compiled for what was asked. */
record Site(Playbook playbook, Graph<TaskNode> graph) {

    /**
     * @throws Usage if a file is not there, or the limit matches nothing
     * @throws io.berth.diag.PlaybookException with all that is wrong in them
     */
    static Site load(Event.Request request) {
        Path file = Path.of(request.playbook());
        if (!Files.isReadable(file)) {
            throw new Usage("playbook '" + file + "' is not there or cannot be read");
        }
        Diagnostics diagnostics = new Diagnostics();
        Playbook playbook = new PlaybookLoader(BuiltinTasks.all())
                .load(Inventories.resolve(request.inventories()), file, request.variables(), diagnostics);
        Set<String> hosts = request.limit().isEmpty() ? Set.of() : limited(playbook, request.limit());
        Selection selection = new Selection(hosts, Set.copyOf(request.tags()), Set.copyOf(request.skipTags()), request.startAt());
        return new Site(playbook, new Compiler(BuiltinTasks.all()).compile(playbook, selection, diagnostics));
    }

    private static Set<String> limited(Playbook playbook, String limit) {
        try {
            return HostPattern.select(limit, playbook);
        } catch (IllegalArgumentException e) {
            throw new Usage("--limit: " + e.getMessage());
        }
    }

    /** The graph as the journal keeps it. */
    List<Event.Node> nodes() {
        return graph.order().stream().map(graph::node)
                .map(task -> new Event.Node(task.id(), task.spec().word(), task.name(), task.host().name(), task.play(),
                        task.spec().at().toString(), Digest.of(task.spec())))
                .toList();
    }

    List<Event.Edge> edges() {
        return graph.edges().stream().map(edge -> new Event.Edge(edge.from(), edge.to(), edge.why())).toList();
    }

    String hostOf(String task) {
        return graph.node(task).host().name();
    }
}
