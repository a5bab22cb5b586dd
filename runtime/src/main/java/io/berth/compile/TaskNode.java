package io.berth.compile;

import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.diag.Diagnostics;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import io.berth.model.TaskSpec;
import java.util.List;

/**
 * One task on one host.
 *
 * @param id {@code word:name@host}, unique in the graph
 * @param type the task type of {@code spec.word()}; its parameters are {@code spec.parameters()}
 * @param play name of its play; empty for a resource that the playbook declares
 * @param always whether it runs whatever became of the others
 * @param perHost how many tasks of its play run at once on one host; 0: no limit of its own
 */
public record TaskNode(String id, TaskSpec spec, TaskType<Record> type, Scope scope, String play, boolean always,
                       int perHost) {

    public Host host() {
        return scope.host();
    }

    public String name() {
        return type.name(spec.parameters());
    }

    /** {@code redeploy w01}, for people. */
    public String title() {
        return spec.word() + " " + name();
    }

    public Footprint footprint() {
        return type.footprint(spec.parameters(), scope);
    }

    public List<Command> observe() {
        return type.observe(spec.parameters(), scope);
    }

    public Change change(List<Answer> seen) throws TaskFailure {
        return type.change(spec.parameters(), scope, seen);
    }

    void check(Diagnostics into) {
        type.check(spec.parameters(), scope, spec.at(), into);
    }
}
