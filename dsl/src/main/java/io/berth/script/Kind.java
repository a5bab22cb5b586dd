package io.berth.script;

import io.berth.model.Become;
import io.berth.model.ImageName;
import io.berth.model.Share;
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

    /** Values of one kind, one or more. */
    record Many(One of) implements Kind {
    }

    /**
     * Names with values.
     *
     * @param of of what kind these are; empty: any plain data
     */
    record Entries(Optional<One> of) implements Kind {
    }

    /** A slot, itself or by name. */
    record OneSlot() implements Kind {
    }

    /** Code that waits for the run and says whether something holds. */
    record Condition() implements Kind {
    }

    /** As whom something is done. */
    record Becoming() implements Kind {
    }

    /** A word with parameters of its own. */
    record Group(Shape shape) implements Kind {
    }

    /** The same, which may be said again and again. */
    record Groups(Shape shape) implements Kind {
    }

    One TEXT = new One("a text", Kind::text, Optional::of, "");
    One FLAG = new One("true or false", ofType(Boolean.class), text -> Optional.of(Boolean.valueOf(text)), false);
    One INT = new One("a whole number", ofType(Integer.class), text -> Optional.of(Integer.valueOf(text)), 0);
    One LONG = new One("a whole number",
            value -> Values.isWhole(value) ? Optional.of(((Number) value).longValue()) : Optional.empty(), text -> Optional.of(Long.valueOf(text)), 0L);
    One SIZE = new One("a size such as 2.GiB", ofType(Size.class), Quantities::size, new Size(0));
    One DURATION = new One("a duration such as 30.seconds", ofType(Duration.class), Quantities::duration, Duration.ZERO);
    One SHARE = new One("a number such as 2, or a part such as '30%'",
            value -> value instanceof Integer number && number >= 0 ? Optional.of(new Share(number, false))
                    : value instanceof String text ? Quantities.share(text) : Optional.empty(), Quantities::share, new Share(0, false));

    /** An image, with a release or without. */
    One IMAGE = new One("the name of an image", value -> value instanceof String text ? Optional.of(ImageName.of(text)) : Optional.empty(),
            text -> Optional.of(ImageName.of(text)), new ImageName("", ""));

    One SWAP = new One("a size such as 512.MiB, or a device such as '/dev/sdc'", value -> value == null ? Optional.empty() : SaidSwap.of(value),
            text -> Quantities.size(text).flatMap(SaidSwap::of), SaidSwap.NONE);

    One APART = new One("true, or the name of a variable of hosts", value -> value == null ? Optional.empty() : SaidApart.of(value),
            text -> SaidApart.of(text), SaidApart.NOT);

    One SOURCE = new One("image('…'), guest('…'), the name of a volume or an absolute path", value -> value == null ? Optional.empty() : SaidSource.of(value),
            text -> SaidSource.of(text), SaidSource.NOTHING);

    One ANY = new One("plain data", value -> value == null ? Optional.empty() : Optional.of(Values.frozen(value)), Optional::of, "");

    One NUMBER = new One("a number", ofType(Number.class), Optional::of, 0);
    One LIST = new One("a list", value -> value instanceof List<?> ? Optional.of(Values.frozen(value)) : Optional.empty(), Optional::of, List.of());

    Map<Class<?>, One> SIMPLE = Map.ofEntries(
            Map.entry(String.class, TEXT), Map.entry(boolean.class, FLAG), Map.entry(int.class, INT), Map.entry(long.class, LONG),
            Map.entry(Size.class, SIZE), Map.entry(Duration.class, DURATION), Map.entry(Share.class, SHARE), Map.entry(ImageName.class, IMAGE),
            Map.entry(SaidSwap.class, SWAP), Map.entry(SaidApart.class, APART), Map.entry(SaidSource.class, SOURCE));

    /** @throws IllegalArgumentException if a playbook can say nothing of that type */
    static Kind of(Type type) {
        if (type instanceof Class<?> plain) {
            if (SIMPLE.containsKey(plain)) {
                return SIMPLE.get(plain);
            }
            if (plain == Slot.class) {
                return new OneSlot();
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
            if (generic.getRawType() == List.class && (of.get(0) == String.class || of.get(0) == Share.class)) {
                return new Many(SIMPLE.get((Class<?>) of.get(0)));
            }
            if (generic.getRawType() == List.class && of.get(0) instanceof Class<?> element && element.isRecord()) {
                return new Groups(Shape.of(element.asSubclass(Record.class)));
            }
            boolean byName = generic.getRawType() == Map.class && of.get(0) == String.class;
            if (byName && (of.get(1) == String.class || of.get(1) == Integer.class || of.get(1) == Object.class)) {
                return new Entries(of.get(1) == String.class ? Optional.of(TEXT) : of.get(1) == Integer.class ? Optional.of(INT) : Optional.empty());
            }
            if (generic.getRawType() == Optional.class && (of.get(0) == io.berth.model.Condition.class || of.get(0) == Become.class)) {
                return of.get(0) == io.berth.model.Condition.class ? new Condition() : new Becoming();
            }
        }
        throw new IllegalArgumentException("a playbook can say nothing of type " + type.getTypeName());
    }

    /** Whether a value of that kind may be given as code that waits for the run. */
    static boolean canWait(Kind kind) {
        return kind instanceof One && kind != IMAGE || kind instanceof Choice || kind instanceof Many || kind instanceof Entries;
    }

    private static Optional<?> text(Object value) {
        return value instanceof HostSeen host ? Optional.of(host.name()) : value instanceof String ? Optional.of(value) : Optional.empty();
    }

    private static Function<Object, Optional<?>> ofType(Class<?> type) {
        return value -> type.isInstance(value) ? Optional.of(value) : Optional.empty();
    }
}
