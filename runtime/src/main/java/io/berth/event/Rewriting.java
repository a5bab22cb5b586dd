package io.berth.event;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Copies records with every text in them rewritten, however deep it is: an event of a new kind cannot be forgotten. */
final class Rewriting {

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private Rewriting() {
    }

    /** The value itself where nothing in it changes. */
    static Object of(Object value, UnaryOperator<String> rewrite) {
        if (value instanceof String text) {
            return rewrite.apply(text);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            boolean changed = false;
            for (Object element : list) {
                Object rewritten = of(element, rewrite);
                changed |= rewritten != element;
                copy.add(rewritten);
            }
            return changed ? copy : list;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            boolean changed = false;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                Object key = of(entry.getKey(), rewrite);
                Object rewritten = of(entry.getValue(), rewrite);
                changed |= key != entry.getKey() || rewritten != entry.getValue();
                copy.put(key, rewritten);
            }
            return changed ? copy : map;
        }
        if (value instanceof Optional<?> maybe) {
            return maybe.isEmpty() ? maybe : Optional.of(of(maybe.get(), rewrite));
        }
        return value instanceof Record said ? SHAPES.get(said.getClass()).copy(said, rewrite) : value;
    }

    private record Shape(RecordComponent[] components, Constructor<?> constructor) {

        static Shape of(Class<?> type) {
            try {
                RecordComponent[] components = type.getRecordComponents();
                for (RecordComponent component : components) {
                    component.getAccessor().setAccessible(true);
                }
                Constructor<?> constructor = type.getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
                constructor.setAccessible(true);
                return new Shape(components, constructor);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e); // every record has it
            }
        }

        Object copy(Record said, UnaryOperator<String> rewrite) {
            try {
                Object[] values = new Object[components.length];
                boolean changed = false;
                for (int i = 0; i < values.length; i++) {
                    Object value = components[i].getAccessor().invoke(said);
                    values[i] = Rewriting.of(value, rewrite);
                    changed |= values[i] != value;
                }
                return changed ? constructor.newInstance(values) : said;
            } catch (InvocationTargetException | IllegalAccessException | InstantiationException e) {
                throw new IllegalStateException("cannot copy a " + said.getClass().getName(), e);
            }
        }
    }
}
