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
import java.util.stream.Collectors;

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
        return Change.of(Change.Kind.LOOK, "show", hands -> {
            debug.message().stream().flatMap(String::lines).forEach(hands::show);
            debug.values().forEach((name, value) -> (name + " = " + text(value)).lines().forEach(hands::show));
        });
    }

    /** As a playbook would say it. */
    private static String text(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? "[:]" : map.entrySet().stream().map(one -> one.getKey() + ": " + text(one.getValue())).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof List<?> list ? list.stream().map(DebugTask::text).collect(Collectors.joining(", ", "[", "]")) : String.valueOf(value);
    }
}
