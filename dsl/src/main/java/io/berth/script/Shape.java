package io.berth.script;

import io.berth.api.Param;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record of parameters, as a playbook says it: one part a component. */
record Shape(Class<? extends Record> type, List<Part> parts) {

    /** A parameter: its name is the word of the DSL. */
    record Part(String name, Kind kind, Param param) {
    }

    /**
     * @throws IllegalArgumentException if the record is not one that a playbook can fill: a mistake of its author
     */
    static Shape of(Class<? extends Record> type) {
        List<Part> parts = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String where = type.getName() + "." + component.getName() + ": ";
            Param param = component.getAnnotation(Param.class);
            if (param == null) {
                throw new IllegalArgumentException(where + "has no @Param");
            }
            Part part;
            try {
                part = new Part(component.getName(), Kind.of(component.getGenericType()), param);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(where + e.getMessage(), e);
            }
            if (!param.required() && !hasFallback(part)) {
                throw new IllegalArgumentException(where + "is not required, and its fallback is none: '" + param.fallback() + "'");
            }
            parts.add(part);
        }
        return new Shape(type, List.copyOf(parts));
    }

    private static boolean hasFallback(Part part) {
        if (part.kind() instanceof Kind.Group group) {
            return group.shape().parts().stream().noneMatch(inner -> inner.param().required());
        }
        return fallback(part).isPresent();
    }

    /** The value of a part that a playbook does not say; empty for groups, whose own parts have theirs. */
    static Optional<?> fallback(Part part) {
        String text = part.param().fallback();
        if (part.kind() instanceof Kind.One one) {
            return text.isEmpty() ? Optional.of(one.empty()) : one.parsed().apply(text);
        } else if (part.kind() instanceof Kind.Choice choice) {
            return choice.find(text);
        } else if (part.kind() instanceof Kind.Texts) {
            return Optional.of(text.isEmpty() ? List.of() : List.of(text));
        } else if (part.kind() instanceof Kind.Entries) {
            return Optional.of(Map.of());
        }
        return part.kind() instanceof Kind.Groups ? Optional.of(List.of()) : Optional.empty();
    }

    /** Whether a playbook can say a record of that type: its components are described. */
    static boolean isDescribed(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).allMatch(component -> component.isAnnotationPresent(Param.class));
    }

    Optional<Part> part(String name) {
        return parts.stream().filter(part -> part.name().equals(name)).findFirst();
    }

    /** @param values by name, one for each part */
    Record create(Map<String, Object> values) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] arguments = Arrays.stream(components).map(component -> values.get(component.getName())).toArray();
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new Trouble(String.valueOf(e.getCause().getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }

    /** The value of a record's component. */
    static Object read(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
