package io.berth.script;

import io.berth.model.Size;
import io.berth.model.Slot;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a parameter takes. */
sealed interface Kind {

    /**
     * One value.
     *
     * @param wants what it takes, as an error says it: {@code a size such as 2.GiB}
     * @param fitting the value as the record has it; empty when it is of another type
     * @param parsed from the text of a fallback
     * @param empty the value when there is neither one nor a fallback
     */
    record One(String wants, Function<Object, Optional<?>> fitting, Function<String, Optional<?>> parsed, Object empty) implements Kind {
    }

    /** One of an enum's constants, said as a bare word. */
    record Choice(List<Enum<?>> constants) implements Kind {
        static String word(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }

        Optional<Enum<?>> find(String word) {
            return constants.stream().filter(constant -> constant.name().equalsIgnoreCase(word)).findFirst();
        }

        List<String> words() {
            return constants.stream().map(Choice::word).toList();
        }
    }

    /** Texts, one or more. */
    record Texts() implements Kind {
    }

    /** Names with values: texts, or any plain data. */
    record Entries(boolean onlyTexts) implements Kind {
    }

    /** A slot, itself or by name. */
    record OneSlot() implements Kind {
    }

    /** A word with parameters of its own. */
    record Group(Shape shape) implements Kind {
    }

    /** The same, which may be said again and again. */
    record Groups(Shape shape) implements Kind {
    }

    One TEXT = new One("a text", ofType(String.class), Optional::of, "");
    One FLAG = new One("true or false", ofType(Boolean.class), text -> Optional.of(Boolean.valueOf(text)), false);
    One INT = new One("a whole number", ofType(Integer.class), text -> Optional.of(Integer.valueOf(text)), 0);
    One LONG = new One("a whole number",
            value -> Values.isWhole(value) ? Optional.of(((Number) value).longValue()) : Optional.empty(), text -> Optional.of(Long.valueOf(text)), 0L);
    One SIZE = new One("a size such as 2.GiB", ofType(Size.class), Quantities::size, new Size(0));
    One DURATION = new One("a duration such as 30.seconds", ofType(Duration.class), Quantities::duration, Duration.ZERO);

    Map<Class<?>, Kind> SIMPLE = Map.of(
            String.class, TEXT, boolean.class, FLAG, int.class, INT, long.class, LONG, Size.class, SIZE, Duration.class, DURATION,
            Slot.class, new OneSlot());

    /** @throws IllegalArgumentException if a playbook can say nothing of that type */
    static Kind of(Type type) {
        if (type instanceof Class<?> plain) {
            if (SIMPLE.containsKey(plain)) {
                return SIMPLE.get(plain);
            }
            if (plain.isEnum()) {
                return new Choice(Arrays.stream(plain.getEnumConstants()).<Enum<?>>map(constant -> (Enum<?>) constant).toList());
            }
            if (plain.isRecord()) {
                return new Group(Shape.of(plain.asSubclass(Record.class)));
            }
        }
        if (type instanceof ParameterizedType generic) {
            List<Type> of = List.of(generic.getActualTypeArguments());
            if (generic.getRawType() == List.class && of.get(0) == String.class) {
                return new Texts();
            }
            if (generic.getRawType() == List.class && of.get(0) instanceof Class<?> element && element.isRecord()) {
                return new Groups(Shape.of(element.asSubclass(Record.class)));
            }
            boolean byName = generic.getRawType() == Map.class && of.get(0) == String.class;
            if (byName && (of.get(1) == String.class || of.get(1) == Object.class)) {
                return new Entries(of.get(1) == String.class);
            }
        }
        throw new IllegalArgumentException("a playbook can say nothing of type " + type.getTypeName());
    }

    private static Function<Object, Optional<?>> ofType(Class<?> type) {
        return value -> type.isInstance(value) ? Optional.of(value) : Optional.empty();
    }
}
