package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskType;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;
import java.util.Set;

/** The user says yes, or nothing behind it is done. */
final class ConfirmTask implements TaskType<ConfirmTask.Confirm> {

    public record Confirm(
            @Param(doc = "what is asked; once in a run, whatever the number of hosts", required = true, positional = true) String question) { }

    @Override
    public String word() {
        return "confirm";
    }

    @Override
    public String doc() {
        return "Asks the user at the terminal, and refuses to go on without a yes.";
    }

    @Override
    public Class<Confirm> parameters() {
        return Confirm.class;
    }

    @Override
    public String name(Confirm confirm) {
        return Program.name(confirm.question());
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Confirm confirm, Scope scope) {
        return new Footprint(Set.of(), Set.of());
    }

    @Override
    public List<Command> observe(Confirm confirm, Scope scope) {
        return List.of();
    }

    @Override
    public Change change(Confirm confirm, Scope scope, List<Answer> seen) {
        return Change.of(Change.Kind.LOOK, "ask", hands -> {
            if (!hands.ask(confirm.question())) {
                throw new Refusal("the answer to '" + Program.name(confirm.question()) + "' was no", "");
            }
        });
    }
}
