package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Seconds;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Waits for a time, whatever happens. */
final class PauseTask implements TaskType<PauseTask.Pause> {

    public record Pause(@Param(doc = "how long: 10.seconds", required = true, positional = true) Duration time) { }

    @Override
    public String word() {
        return "pause";
    }

    @Override
    public String doc() {
        return "Waits for a time.";
    }

    @Override
    public Class<Pause> parameters() {
        return Pause.class;
    }

    @Override
    public String name(Pause pause) {
        return Seconds.of(pause.time());
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Pause pause, Scope scope) {
        return new Footprint(Set.of(), Set.of());
    }

    @Override
    public void check(Pause pause, Scope scope, SourceRange at, Diagnostics into) {
        new Wrong().when(pause.time().isNegative(), "'time' must not be negative").tell(at, into);
    }

    @Override
    public List<Command> observe(Pause pause, Scope scope) {
        return List.of();
    }

    @Override
    public Change change(Pause pause, Scope scope, List<Answer> seen) {
        return Change.of(Change.Kind.LOOK, "wait " + name(pause), hands -> Thread.sleep(pause.time().toMillis()));
    }
}
