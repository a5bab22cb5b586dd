package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskType;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows something in the middle of a run. */
final class DebugTask implements TaskType<DebugTask.Debug> {

    public record Debug(
            @Param(doc = "what is shown, one line or several", positional = true) List<String> message,
            @Param(doc = "values that are shown with their names") Map<String, Object> values) {
        public Debug {
            message = List.copyOf(message);
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    @Override
    public String word() {
        return "debug";
    }

    @Override
    public String doc() {
        return "Shows a message or values.";
    }

    @Override
    public Class<Debug> parameters() {
        return Debug.class;
    }

    @Override
    public String name(Debug debug) {
        return Program.name(String.join(" ", debug.message()) + " " + String.join(" ", debug.values().keySet()));
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Debug debug, Scope scope) {
        return new Footprint(Set.of(), Set.of());
    }

    @Override
    public List<Command> observe(Debug debug, Scope scope) {
        return List.of();
    }

    @Override
    public Change change(Debug debug, Scope scope, List<Answer> seen) {
        return Change.of(Change.Kind.ACT, "show " + name(debug), hands -> {
            debug.message().stream().flatMap(String::lines).forEach(hands::say);
            debug.values().forEach((name, value) -> (name + " = " + value).lines().forEach(hands::say));
        });
    }
}
