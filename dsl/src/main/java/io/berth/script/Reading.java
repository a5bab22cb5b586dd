package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Become;
import io.berth.model.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what is given to a parameter, as its kind wants it. What does not fit is said, and is {@link Unknown}. */
final class Reading {

    /**
     * @param late whether code that waits for the run may be given
     * @param secrecy what becomes of secrets; where they are refused, none gets here but in the middle of the run
     */
    record How(boolean late, Shape.Secrecy secrecy) {
    }

    private final Diagnostics diagnostics;
    private final Slots slots;
    private final Function<Code, Optional<LateCode>> capture;

    /** @param capture takes code out of the loading; empty if it cannot be, and that is said */
    Reading(Diagnostics diagnostics, Slots slots, Function<Code, Optional<LateCode>> capture) {
        this.diagnostics = diagnostics;
        this.slots = slots;
        this.capture = capture;
    }

    /** @param how what may be given */
    Object read(String word, Kind kind, Argument argument, How how) {
        Optional<String> bare = kind instanceof Kind.Choice ? argument.bareWord() : Optional.empty();
        Object value = bare.isPresent() ? bare.get() : argument.value();
        return read(word, kind, value, argument, how);
    }

    private Object read(String word, Kind kind, Object value, Argument argument, How how) {
        if (Unknown.in(value)) {
            return Unknown.VALUE;
        }
        if (value instanceof Code code && (kind instanceof Kind.Condition || how.late() && Kind.canWait(kind))) {
            return waiting(word, kind, code, argument.at(), how);
        }
        if (kind instanceof Kind.OneSlot) {
            return slots.read(word, argument);
        }
        if (kind instanceof Kind.Entries entries && value instanceof Map<?, ?> map && how.late() && map.values().stream().anyMatch(Code.class::isInstance)) {
            return someWaiting(word, entries, map, argument, how);
        }
        try {
            boolean kept = how.secrecy() == Shape.Secrecy.KEPT && !Values.secretsIn(value).isEmpty();
            Object fitting = fitting(word, kind, how.secrecy() == Shape.Secrecy.REFUSED ? value : Values.revealed(value));
            return kept ? value : fitting;
        } catch (Trouble trouble) {
            diagnostics.error(argument.at(), trouble.getMessage(), trouble.hints());
            return Unknown.VALUE;
        }
    }

    /** The value of a parameter that is given as a block: a condition, or a value that waits for the run. */
    Object waiting(String word, Kind kind, Code code, SourceRange at, How how) {
        Optional<LateCode> captured = capture.apply(code);
        if (captured.isEmpty()) {
            return Unknown.VALUE;
        }
        LateCode late = captured.get();
        if (kind instanceof Kind.Condition) {
            return Optional.of(late);
        }
        boolean shown = how.secrecy() == Shape.Secrecy.REFUSED;
        if (shown && !late.secrets().isEmpty()) {
            return refuse(at, "'" + word + "' would show the secret '" + late.secrets().iterator().next() + "'");
        }
        return new Waiting(standIn(kind, late), List.of(late), known -> {
            Object value = late.value(known);
            if (shown && !Values.secretsIn(value).isEmpty()) {
                throw late.wrong(at, "'" + word + "' would show the secret '" + Values.secretsIn(value).get(0).name() + "'");
            }
            try {
                return fitting(word, kind, Values.revealed(value));
            } catch (Trouble trouble) {
                throw late.wrong(at, trouble.getMessage() + ", on " + known.host().name(), trouble.hints());
            }
        });
    }

    private static Object standIn(Kind kind, LateCode late) {
        if (kind instanceof Kind.One one) {
            return one == Kind.TEXT ? late.text() : one.empty();
        }
        return kind instanceof Kind.Choice choice ? choice.constants().get(0)
                : kind instanceof Kind.Many many && many.of() == Kind.TEXT ? List.of(late.text())
                : kind instanceof Kind.Many ? List.of() : Map.of();
    }

    private Object someWaiting(String word, Kind.Entries entries, Map<?, ?> map, Argument argument, How how) {
        Kind of = entries.of().<Kind>map(one -> one).orElse(Kind.ANY);
        Map<String, Object> values = new LinkedHashMap<>();
        map.forEach((name, value) -> values.put((String) name, read(word + "." + name, of, value, argument, how)));
        return values.containsValue(Unknown.VALUE) ? Unknown.VALUE : Waiting.all(values);
    }

    /** @throws Trouble if it does not fit */
    static Object fitting(String word, Kind kind, Object value) {
        if (kind instanceof Kind.One one) {
            return one.fitting().apply(value).<Object>map(fitting -> fitting).orElseThrow(() -> misfit(word, one.wants(), value));
        } else if (kind instanceof Kind.Choice choice) {
            return chosen(word, choice, value);
        } else if (kind instanceof Kind.Many many) {
            return value instanceof List<?> list
                    ? list.stream().map(element -> fitting(word, many.of(), element)).toList()
                    : List.of(fitting(word, many.of(), value));
        } else if (kind instanceof Kind.Entries entries) {
            return entries(word, entries, value);
        } else if (kind instanceof Kind.Becoming) {
            return becoming(word, value);
        }
        throw misfit(word, kind instanceof Kind.Condition ? "a block such as { facts.os.family == 'debian' }" : "no value", value);
    }

    private static Object chosen(String word, Kind.Choice choice, Object value) {
        String wants = String.join(" or ", choice.words());
        // true and false may be two of the words
        Object said = value instanceof Boolean flag && choice.find(flag.toString()).isPresent() ? flag.toString() : value;
        if (!(said instanceof String text)) {
            throw misfit(word, wants, value);
        }
        return choice.find(text).<Object>map(constant -> constant).orElseThrow(() ->
                new Trouble("'" + word + "' wants " + wants + ", not '" + text + "'", nearest(text, choice.words())));
    }

    private static String[] nearest(String word, List<String> known) {
        return DidYouMean.nearest(word, known).map(near -> new String[] {"did you mean '" + near + "'?"}).orElse(new String[0]);
    }

    private static Object entries(String word, Kind.Entries entries, Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw misfit(word, "names with values", value);
        }
        if (entries.of().isPresent() && !map.values().stream().allMatch(element -> entries.of().get().fitting().apply(element).isPresent())) {
            throw new Trouble("'" + word + "' wants " + (entries.of().get() == Kind.TEXT ? "texts" : "whole numbers") + " as values");
        }
        return frozen(word, value);
    }

    static Object frozen(String word, Object value) {
        try {
            return Values.frozen(value);
        } catch (Trouble trouble) {
            throw new Trouble("'" + word + "' " + trouble.getMessage(), trouble.hints());
        }
    }

    /** {@code become true}, {@code become 'postgres'}, {@code become user: 'x', method: 'doas'}; {@code false}: as nobody else. */
    private static Object becoming(String word, Object value) {
        if (value instanceof Boolean yes) {
            return yes ? Optional.of(Become.root(Become.Method.SUDO)) : Optional.empty();
        }
        if (value instanceof String user) {
            return Optional.of(new Become(Become.Method.SUDO, user(user), Secret.NONE));
        }
        if (!(value instanceof Map<?, ?> map) || map.isEmpty() || !List.of("user", "method").containsAll(map.keySet())) {
            throw new Trouble("'" + word + "' wants true, the name of a user, or user and method", word + " user: 'postgres', method: doas");
        }
        String method = String.valueOf(map.containsKey("method") ? map.get("method") : "sudo");
        Kind.Choice methods = new Kind.Choice(List.of(Become.Method.values()));
        return Optional.of(new Become((Become.Method) chosen("method", methods, method),
                user(map.containsKey("user") ? map.get("user") : "root"), Secret.NONE));
    }

    private static String user(Object name) {
        if (name instanceof String text && text.matches("[A-Za-z_][A-Za-z0-9._-]{0,31}[$]?")) {
            return text;
        }
        throw new Trouble(Values.describe(name) + " cannot be the name of a user");
    }

    static Trouble misfit(String word, String wants, Object value) {
        String[] hints = value instanceof Number && wants.startsWith("a text") ? new String[] {"write it in quotes"} : new String[0];
        return new Trouble("'" + word + "' wants " + wants + ", not " + Values.describe(value), hints);
    }

    Object becoming(String word, Map<String, Object> said, SourceRange at) {
        try {
            return becoming(word, said);
        } catch (Trouble trouble) {
            return refuse(at, trouble.getMessage(), trouble.hints());
        }
    }

    /** Says that a parameter cannot be had from what is given. */
    Object refuse(SourceRange at, String message, String... hints) {
        diagnostics.error(at, message, hints);
        return Unknown.VALUE;
    }
}
