package io.berth.model;

import java.util.Map;
import java.util.Optional;

/** What is known on a host when code of the playbook is evaluated there in the middle of a run. */
public interface Known {

    Host host();

    /** Facts of that host; empty if {@link Late#readsFacts} is false. */
    Map<String, Object> facts();

    /** Result of a task, by {@link TaskSpec#number}, on that host, or where else it ran. Empty: it has not ended yet. */
    Optional<Result> result(int task, String host);
}
