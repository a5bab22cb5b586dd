package io.berth.script;

import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.model.Playbook;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The door: text in, model or diagnostics out. Reads the playbook, what it includes, and its templates; nothing else. */
public final class PlaybookLoader {

    private final List<TaskType<?>> vocabulary;

    /** @param vocabulary the task types whose words plays may use */
    public PlaybookLoader(List<TaskType<?>> vocabulary) {
        this.vocabulary = List.copyOf(vocabulary);
    }

    /**
     * Loads inventories, in their order, then the playbook.
     *
     * @param inventories Groovy inventories
     * @param variables from the command line; they win over the playbook's
     * @throws io.berth.diag.PlaybookException with all that is wrong
     */
    public Playbook load(List<Path> inventories, Path playbook, Map<String, Object> variables) {
        Diagnostics diagnostics = new Diagnostics();
        diagnostics.throwIfErrors();
        throw new IllegalStateException("not written: " + vocabulary + inventories + playbook + variables);
    }
}
