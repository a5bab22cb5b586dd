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

/** Ends badly, with a message. */
final class FailTask implements TaskType<FailTask.Fail> {

    public record Fail(@Param(doc = "why", required = true, positional = true) String message) { }

    @Override
    public String word() {
        return "fail";
    }

    @Override
    public String doc() {
        return "Fails with a message, where its when holds.";
    }

    @Override
    public Class<Fail> parameters() {
        return Fail.class;
    }

    @Override
    public String name(Fail fail) {
        return Program.name(fail.message());
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Fail fail, Scope scope) {
        return new Footprint(Set.of(), Set.of());
    }

    @Override
    public List<Command> observe(Fail fail, Scope scope) {
        return List.of();
    }

    @Override
    public Change change(Fail fail, Scope scope, List<Answer> seen) {
        return Change.of(Change.Kind.ACT, "fail", hands -> {
            throw new TaskFailure(fail.message(), "");
        });
    }
}
