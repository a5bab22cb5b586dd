package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Scope;
import io.berth.api.TaskType;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;
import java.util.Set;

/** The facts of a host, as the result's data. */
final class FactsTask implements TaskType<FactsTask.Facts> {

    public record Facts() { }

    @Override
    public String word() {
        return "facts";
    }

    @Override
    public String doc() {
        return "Gathers the facts of the host; its result's data are they.";
    }

    @Override
    public Class<Facts> parameters() {
        return Facts.class;
    }

    @Override
    public String name(Facts facts) {
        return "";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public boolean wantsFacts(Facts facts, Scope scope) {
        return true;
    }

    @Override
    public Footprint footprint(Facts facts, Scope scope) {
        return new Footprint(Set.of(), Set.of());
    }

    @Override
    public List<Command> observe(Facts facts, Scope scope) {
        return List.of();
    }

    @Override
    public Change change(Facts facts, Scope scope, List<Answer> seen) {
        return Change.none(scope.facts().size() + " facts").telling(scope.facts());
    }
}
