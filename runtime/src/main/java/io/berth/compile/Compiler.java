package io.berth.compile;

import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.graph.Graph;
import io.berth.model.Playbook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Compiles a playbook to a task graph, pass by pass. */
public final class Compiler {

    private static final List<Consumer<Draft>> PASSES = List.of(
            Nodes::make,
            Checks::tasks,
            Checks::handlers,
            WrittenOrder::connect,
            SharedResources::connect,
            Results::connect,
            Rescues::connect,
            Checks::cycles);

    private final Map<String, TaskType<?>> types = new LinkedHashMap<>();

    public Compiler(List<TaskType<?>> vocabulary) {
        vocabulary.forEach(type -> types.put(type.word(), type));
    }

    /**
     * @param sources the diagnostics that know the playbook's sources, to quote them
     * @return without edges that others imply
     * @throws io.berth.diag.PlaybookException with all that is wrong
     */
    public Graph<TaskNode> compile(Playbook playbook, Selection selection, Diagnostics sources) {
        Draft draft = new Draft(playbook, selection, types, sources);
        for (Consumer<Draft> pass : PASSES) {
            pass.accept(draft);
            sources.throwIfErrors();
        }
        return draft.graph.reduced();
    }
}
