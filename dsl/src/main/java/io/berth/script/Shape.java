package io.berth.script;

import io.berth.api.Param;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A record of parameters, as a playbook says it: one part a component. */
record Shape(Class<? extends Record> type, List<Part> parts, Constructor<? extends Record> constructor) {

    /** Looking at a class is slow, and playbooks say the same words again and again. */
    private static final ClassValue<Shape> KNOWN = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return read(type.asSubclass(Record.class));
        }
    };

    /** What becomes of a secret that is given to a parameter: it would be seen there, it is taken as a text, or it stays a secret. */
    enum Secrecy { REFUSED, TAKEN, KEPT }

    /**
     * A parameter.
     *
     * @param name the word of the DSL
     * @param secrecy what becomes of a secret that is given to it
     * @param written its fallback as in a playbook; empty: there is none
     * @param fallback its value when the playbook gives none; empty: nothing (null), or of a group what its own parts have
     */
    record Part(String name, Kind kind, boolean required, boolean positional, Secrecy secrecy, String doc, String written,
                Optional<?> fallback) {

        /** One that stands in no record, and hands secrets on. */
        static Part by(String name, Kind kind, boolean required, String doc, Optional<?> fallback) {
            return new Part(name, kind, required, false, Secrecy.KEPT, doc, fallback.map(Values::display).orElse(""), fallback);
        }

        Object unsaid() {
            return kind instanceof Kind.Group group ? group.shape().unsaid() : fallback.orElse(null);
        }
    }

    /**
     * @throws IllegalArgumentException if the record is not one that a playbook can fill: a mistake of its author
     */
    static Shape of(Class<? extends Record> type) {
        return KNOWN.get(type);
    }

    private static Shape read(Class<? extends Record> type) {
        List<Part> parts = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String where = type.getName() + "." + component.getName() + ": ";
            Param param = component.getAnnotation(Param.class);
            if (param == null) {
                throw new IllegalArgumentException(where + "has no @Param");
            }
            try {
                parts.add(part(component, param));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(where + e.getMessage(), e);
            }
        }
        return new Shape(type, List.copyOf(parts), constructorOf(type));
    }

    private static Part part(RecordComponent component, Param param) {
        Kind kind = Kind.of(component.getGenericType());
        Optional<?> fallback = fallback(kind, param.fallback());
        boolean complete = kind instanceof Kind.Group group
                ? group.shape().parts().stream().noneMatch(Part::required)
                : fallback.isPresent();
        if (!param.required() && !complete) {
            throw new IllegalArgumentException("is not required, and its fallback is none: '" + param.fallback() + "'");
        }
        return new Part(word(component, param), kind, param.required(), param.positional(), param.secret() ? Secrecy.TAKEN : Secrecy.REFUSED, param.doc(), param.fallback(), fallback);
    }

    static String word(RecordComponent component, Param param) {
        return param.word().isEmpty() ? component.getName() : param.word();
    }

    private static Optional<?> fallback(Kind kind, String text) {
        if (kind instanceof Kind.One one) {
            return text.isEmpty() ? Optional.of(one.empty()) : one.parsed().apply(text);
        } else if (kind instanceof Kind.Choice choice) {
            return choice.find(text);
        } else if (kind instanceof Kind.Many) {
            return Optional.of(text.isEmpty() ? List.of() : List.of(text));
        } else if (kind instanceof Kind.Entries) {
            return Optional.of(Map.of());
        } else if (kind instanceof Kind.Condition || kind instanceof Kind.Becoming) {
            return Optional.of(Optional.empty());
        }
        return kind instanceof Kind.Groups ? Optional.of(List.of()) : Optional.empty();
    }

    private static Constructor<? extends Record> constructorOf(Class<? extends Record> type) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }

    /** Whether a playbook can say a record of that type: its components are described. */
    static boolean isDescribed(Class<? extends Record> type) {
        return Arrays.stream(type.getRecordComponents()).allMatch(component -> component.isAnnotationPresent(Param.class));
    }

    /**
     * @param values by name, one for each part
     * @throws Trouble if the record refuses them
     */
    Record create(Map<String, Object> values) {
        Object[] arguments = parts.stream().map(part -> values.get(part.name())).toArray();
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new Trouble(String.valueOf(e.getCause().getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type.getName(), e);
        }
    }

    /** The record where nothing of it is said. */
    Record unsaid() {
        Map<String, Object> fallbacks = new LinkedHashMap<>();
        parts.forEach(part -> fallbacks.put(part.name(), part.unsaid()));
        return create(fallbacks);
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
