package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A role while its file is read. */
final class RoleInMaking {

    private static final Parts ROLE = Parts.of(Said.OfRole.class);
    private static final Parts PARAMETER = Parts.of(Said.OfParameter.class).and(Parts.of(List.of(
            Shape.Part.by("fallback", Kind.ANY, false, "its value where none is given; without one it is required", Optional.of("")))));
    private static final Parts TAKEN = Parts.of(Said.OfRoleUse.class, Said.HandedDown.class);

    private final String name;
    private final Path directory;
    private final Diagnostics diagnostics;
    private final Binder binder;
    private final Map<String, Shape.Part> parameters = new LinkedHashMap<>();
    private final List<Code> tasks = new ArrayList<>();
    private final List<Call> handlers = new ArrayList<>();
    private Optional<Bound> said = Optional.empty();

    /** @param name what the file is called */
    RoleInMaking(String name, Path directory, Diagnostics diagnostics, Binder binder) {
        this.name = name;
        this.directory = directory;
        this.diagnostics = diagnostics;
        this.binder = binder;
    }

    Words words() {
        return new Words("in the file of a role", Map.of("role", this::role));
    }

    /** The role; empty if the file does not define it, and that is said. */
    Optional<Role> made(String file) {
        if (said.isEmpty()) {
            diagnostics.error(new SourceRange(file, 0, 0, 0), "does not define role '" + name + "'", "role('" + name + "') { tasks { … } }");
        }
        return said.map(role -> new Role(name, role.text("doc").orElse(""), Parts.of(parameters.values()), tasks, handlers, directory));
    }

    private Object role(Call call) {
        Binding binding = binder.open(call, ROLE);
        Map<String, Function<Call, Object>> words = new LinkedHashMap<>(binding.meanings());
        words.put("parameter", this::parameter);
        words.put("tasks", this::tasks);
        words.put("handler", handler -> handlers.add(handler) ? null : null);
        call.block().ifPresent(block -> binder.within(new Words("in a role", words), block));
        Bound bound = binding.closed();
        bound.text("name").filter(other -> !other.equals(name)).ifPresent(other ->
                diagnostics.error(bound.at("name"), "this file is of role '" + name + "', not '" + other + "'"));
        said = Optional.of(bound);
        return null;
    }

    private Object tasks(Call call) {
        if (call.block().isEmpty() || !call.positional().isEmpty() || !call.named().isEmpty()) {
            diagnostics.error(call.at(), "'tasks' takes a block with tasks", "tasks { exec 'true' }");
        }
        call.block().ifPresent(tasks::add);
        return null;
    }

    private Object parameter(Call call) {
        Bound bound = binder.bind(call, PARAMETER);
        String word = bound.text("name").orElse("");
        if (!word.isEmpty() && (!word.matches("[A-Za-z_][A-Za-z0-9_]*") || TAKEN.all().containsKey(word))) {
            diagnostics.error(bound.at("name"), "'" + word + "' cannot be the name of a parameter", TAKEN.all().containsKey(word)
                    ? "it has a meaning for all roles" : "letters, digits and '_'");
        } else if (parameters.containsKey(word)) {
            diagnostics.error(bound.at("name"), "a parameter '" + word + "' is declared already");
        } else if (bound.isSound()) {
            parameters.put(word, part(word, bound));
        }
        return null;
    }

    private Shape.Part part(String word, Bound bound) {
        Said.OfParameter parameter = bound.as(Said.OfParameter.class);
        Object fallback = bound.says("fallback") ? bound.values().get("fallback") : null;
        Kind kind = bound.says("type") || fallback == null ? ofType(parameter.type()) : like(fallback);
        if (fallback != null && bound.says("type")) {
            try {
                Reading.fitting("fallback", kind, fallback);
            } catch (Trouble trouble) {
                diagnostics.error(bound.at("fallback"), trouble.getMessage(), trouble.hints());
            }
        }
        boolean required = bound.says("required") ? parameter.required() : fallback == null;
        return Shape.Part.by(word, kind, required, parameter.doc(), Optional.ofNullable(fallback));
    }

    private static Kind ofType(Said.ParameterType type) {
        return switch (type) {
            case TEXT -> Kind.TEXT;
            case NUMBER -> Kind.NUMBER;
            case FLAG -> Kind.FLAG;
            case SIZE -> Kind.SIZE;
            case DURATION -> Kind.DURATION;
            case LIST -> Kind.LIST;
            case MAP -> new Kind.Entries(Optional.empty());
            case ANY -> Kind.ANY;
        };
    }

    private static Kind like(Object fallback) {
        for (Said.ParameterType type : Said.ParameterType.values()) {
            try {
                Reading.fitting("fallback", ofType(type), fallback);
                return ofType(type);
            } catch (Trouble other) {
                // It is of another type.
            }
        }
        return Kind.ANY;
    }
}
