package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;
import java.util.Set;

/** A condition that must hold, or the task fails. */
final class RequireTask implements TaskType<RequireTask.Require> {

    public record Require(
            @Param(doc = "what must hold: { facts.cpus > 2 }", required = true, positional = true) boolean that,
            @Param(doc = "what is said if it does not", fallback = "what the playbook requires does not hold") String message) { }

    @Override
    public String word() {
        return "require";
    }

    @Override
    public String doc() {
        return "Fails unless a condition holds.";
    }

    @Override
    public Class<Require> parameters() {
        return Require.class;
    }

    @Override
    public String name(Require require) {
        return Program.name(require.message());
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Require require, Scope scope) {
        return new Footprint(Set.of(), Set.of());
    }

    @Override
    public List<Command> observe(Require require, Scope scope) {
        return List.of();
    }

    @Override
    public Change change(Require require, Scope scope, List<Answer> seen) throws TaskFailure {
        if (!require.that()) {
            throw new TaskFailure(require.message(), "");
        }
        return Change.none("it holds");
    }
}
