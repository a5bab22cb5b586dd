package io.berth.api;

import io.berth.model.Host;
import io.berth.model.Playbook;

/** Where a task stands: its host, and the playbook to look names up in. */
public record Scope(Host host, Playbook playbook) {
}
