package io.berth.api;

import io.berth.model.Host;
import io.berth.model.Playbook;
import io.berth.model.TaskOptions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a task stands: its host, and the playbook to look names up in.
 *
 * @param facts of the host, for task types that ask for them; else empty
 * @param options of the task
 */
public record Scope(Host host, Playbook playbook, Map<String, Object> facts, TaskOptions options) {

    public Scope(Host host, Playbook playbook) {
        this(host, playbook, Map.of());
    }

    public Scope(Host host, Playbook playbook, Map<String, Object> facts) {
        this(host, playbook, facts, TaskOptions.DEFAULT);
    }

    public Scope with(Map<String, Object> known) {
        return new Scope(host, playbook, known, options);
    }

    /** The variables of the task: the playbook's, over them the host's own, then the task's and those of its play, over all those of the caller. */
    public Map<String, Object> variables() {
        Map<String, Object> all = new LinkedHashMap<>(playbook.variables());
        all.putAll(host.vars());
        all.putAll(options.vars());
        all.putAll(playbook.given());
        return Collections.unmodifiableMap(all);
    }

    /** A file of the controller that the task names: a relative path is from the directory of the file that says the task, of a role from its own. */
    public Path file(String path) {
        if (!options.base().isEmpty()) {
            return Path.of(options.base()).resolve(path).normalize();
        }
        return Path.of(playbook.file()).toAbsolutePath().resolveSibling(path).normalize();
    }
}
