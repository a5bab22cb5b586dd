package io.berth.cli;

import io.berth.api.TaskType;
import io.berth.compile.Compiler;
import io.berth.compile.Selection;
import io.berth.compile.TaskNode;
import io.berth.diag.Diagnostics;
import io.berth.event.Event;
import io.berth.graph.Graph;
import io.berth.inventory.Decryption;
import io.berth.model.InventorySource;
import io.berth.model.Playbook;
import io.berth.own.OwnTasks;
import io.berth.model.TaskSpec;
import io.berth.script.Given;
import io.berth.script.PlaybookLoader;
import io.berth.task.BuiltinTasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A playbook, loaded and compiled for what was asked. */
record Site(Playbook playbook, Graph<TaskNode> graph) {

    /** For what asks no host. */
    static Site load(Event.Request request, Secrecy secrecy) throws InterruptedException {
        return load(request, secrecy, GuestPlaces.LATER);
    }

    /**
     * @param places finds hosts for guests that say none
     * @throws Usage if a file is not there, or the limit matches nothing
     * @throws io.berth.diag.PlaybookException with all that is wrong in them
     */
    static Site load(Event.Request request, Secrecy secrecy, GuestPlaces places) throws InterruptedException {
        Path file = Path.of(request.playbook());
        if (!Files.isReadable(file)) {
            throw new Usage("playbook '" + file + "' is not there or cannot be read");
        }
        Diagnostics diagnostics = new Diagnostics();
        List<TaskType<?>> vocabulary = vocabulary(request, file, diagnostics);
        Decryption decryption = secrecy.decryption();
        List<InventorySource> inventories = Inventories.read(request.inventories(), Optional.of(file.toAbsolutePath().getParent()), decryption, diagnostics);
        Given given = GivenVariables.read(request.variables(), decryption, diagnostics);
        Playbook loaded = new PlaybookLoader(vocabulary, secrecy.secrets(), Cache.PARSER).load(inventories, file, given, diagnostics);
        Set<String> hosts = request.limit().isEmpty() ? Set.of() : Limit.hosts(request.limit(), loaded, Runs.store());
        Playbook playbook = places.placed(loaded, diagnostics);
        diagnostics.throwIfErrors();
        Selection selection = new Selection(hosts, Set.copyOf(request.tags()), Set.copyOf(request.skipTags()), request.startAt());
        Site site = new Site(playbook, new Compiler(vocabulary).compile(playbook, selection, diagnostics));
        warn(diagnostics);
        return site;
    }

    /** Berth's task types and the user's own. */
    private static List<TaskType<?>> vocabulary(Event.Request request, Path playbook, Diagnostics diagnostics) {
        List<TaskType<?>> builtin = BuiltinTasks.all();
        List<TaskType<?>> all = new ArrayList<>(builtin);
        all.addAll(new OwnTasks(Cache.tasks(), diagnostics).of(playbook, request.taskJars().stream().map(Path::of).toList(), builtin));
        diagnostics.throwIfErrors();
        return all;
    }

    /** What is doubtful and stops nothing. */
    static void warn(Diagnostics diagnostics) {
        diagnostics.all().forEach(warning -> System.err.print(warning.render()));
    }

    /** The graph as the journal keeps it. @param digest of the parameters of tasks */
    List<Event.Node> nodes(Digest digest) {
        Map<TaskSpec, String> digests = new IdentityHashMap<>();
        return graph.order().stream().map(graph::node)
                .map(task -> new Event.Node(task.id(), task.spec().word(), task.name(), task.host().name(), task.play(),
                        task.spec().at().toString(), digests.computeIfAbsent(task.spec(), digest::of), task.options().title()))
                .toList();
    }

    /** Of each task of a handler, those that notify it. */
    Map<String, List<String>> notifiers() {
        Map<List<Object>, List<String>> byHandler = new HashMap<>();
        for (String id : graph.ids()) {
            TaskNode task = graph.node(id);
            task.options().notifies().forEach(handler -> byHandler.computeIfAbsent(
                    List.of(task.stand().play(), task.host().name(), handler), key -> new ArrayList<>()).add(id));
        }
        Map<String, List<String>> notifiers = new LinkedHashMap<>();
        for (String id : graph.ids()) {
            TaskNode task = graph.node(id);
            if (!task.stand().handler().isEmpty()) {
                notifiers.put(id, byHandler.getOrDefault(List.of(task.stand().play(), task.host().name(), task.stand().handler()), List.of()));
            }
        }
        return notifiers;
    }

    List<Event.Edge> edges() {
        return graph.edges().stream().map(edge -> new Event.Edge(edge.from(), edge.to(), edge.why())).toList();
    }

    String hostOf(String task) {
        return graph.node(task).host().name();
    }
}
