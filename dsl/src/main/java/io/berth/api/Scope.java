package io.berth.api;

import io.berth.model.Host;
import io.berth.model.Playbook;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a task stands: its host, and the playbook to look names up in.
 *
 * @param facts of the host, for task types that ask for them; else empty
 */
public record Scope(Host host, Playbook playbook, Map<String, Object> facts) {

    public Scope(Host host, Playbook playbook) {
        this(host, playbook, Map.of());
    }

    public Scope with(Map<String, Object> known) {
        return new Scope(host, playbook, known);
    }

    /** The variables of the host: the playbook's, over them the host's own, over them those of the caller. */
    public Map<String, Object> variables() {
        Map<String, Object> all = new LinkedHashMap<>(playbook.variables());
        all.putAll(host.vars());
        all.putAll(playbook.given());
        return Collections.unmodifiableMap(all);
    }

    /** A file of the controller that the playbook names: a relative path is from the playbook's directory. */
    public Path file(String path) {
        return Path.of(playbook.file()).toAbsolutePath().resolveSibling(path).normalize();
    }
}
