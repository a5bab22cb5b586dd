package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Secret;
import io.berth.model.Size;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The variables of a playbook: declared with a default by {@code variables}, given another value by the caller. */
final class Variables {

    private static final SourceRange CALLER = new SourceRange("command line", 0, 0, 0);

    private final Diagnostics diagnostics;
    private final Map<String, Object> given;
    private final Set<String> unasked;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, SourceRange> places = new LinkedHashMap<>();

    Variables(Diagnostics diagnostics, Given given) {
        this.diagnostics = diagnostics;
        this.given = given.values();
        this.unasked = given.unasked();
    }

    /** The word {@code variables size: 2.GiB, workers: 2}. */
    Object declare(Call call) {
        if (!call.positional().isEmpty() || call.block().isPresent() || call.named().isEmpty()) {
            diagnostics.error(call.at(), "variables are declared by name, each with its default", "variables size: 2.GiB, workers: 2");
        }
        call.named().forEach(this::declare);
        return null;
    }

    private void declare(String name, Call.Named named) {
        SourceRange first = places.putIfAbsent(name, named.keyAt());
        if (first != null) {
            diagnostics.error(named.keyAt(), "a variable '" + name + "' is declared already", "first at " + first);
            return;
        }
        Object fallback = named.argument().value();
        if (!Unknown.in(fallback)) {
            try {
                fallback = Values.frozen(fallback);
            } catch (Trouble trouble) {
                diagnostics.error(named.argument().at(), "a variable " + trouble.getMessage(), trouble.hints());
                fallback = Unknown.VALUE;
            }
        }
        values.put(name, given.containsKey(name) && !Unknown.in(fallback) ? overridden(name, fallback, named) : fallback);
    }

    private Object overridden(String name, Object fallback, Call.Named named) {
        Object value = given.get(name);
        if (fallback instanceof Secret) {
            diagnostics.error(named.keyAt(), "variable '" + name + "' is a secret and is not given on the command line: everybody on this machine can read that",
                    "say where it comes from: secrets { … }");
            return Unknown.VALUE;
        }
        Optional<?> fitting = isAlike(value, fallback) ? Optional.of(value)
                : value instanceof String text ? parsed(text, fallback) : Optional.empty();
        if (fitting.isEmpty()) {
            diagnostics.error(named.keyAt(), "the command line gives variable '" + name + "' the value '" + value + "', which is not of its kind",
                    "its default is " + Values.describe(fallback));
            return Unknown.VALUE;
        }
        return fitting.get();
    }

    private static boolean isAlike(Object value, Object fallback) {
        return value instanceof List && fallback instanceof List || value instanceof Map && fallback instanceof Map
                || value instanceof Number && fallback instanceof Number && Values.isWhole(value) == Values.isWhole(fallback)
                || value instanceof String && fallback instanceof String || value instanceof Boolean && fallback instanceof Boolean;
    }

    /** The text as a value of the kind of the default. */
    private static Optional<?> parsed(String text, Object fallback) {
        if (fallback instanceof Size) {
            return Quantities.size(text);
        }
        if (fallback instanceof Duration) {
            return Quantities.duration(text);
        }
        if (fallback instanceof Boolean) {
            return text.equals("true") || text.equals("false") ? Optional.of(Boolean.valueOf(text)) : Optional.empty();
        }
        return Values.isWhole(fallback) && text.matches("-?[0-9]{1,18}") ? Optional.of(Values.whole(Long.parseLong(text))) : Optional.empty();
    }

    /**
     * Says which of the caller's variables nobody has: neither the playbook, nor a host, nor Ansible for connections.
     *
     * @param ofHosts names of the variables of hosts
     */
    void checkGiven(Set<String> ofHosts) {
        Set<String> known = new TreeSet<>(values.keySet());
        known.addAll(ofHosts);
        given.keySet().stream().sorted()
                .filter(name -> !known.contains(name) && !unasked.contains(name) && !name.startsWith("ansible_"))
                .forEach(name -> diagnostics.error(CALLER, "the playbook has no variable '" + name + "'", DidYouMean.hint(name, known)));
    }

    /** The caller's, those that the playbook declares as what it makes of them. */
    Map<String, Object> overriding() {
        Map<String, Object> overriding = new LinkedHashMap<>();
        given.forEach((name, value) -> overriding.put(name, values.containsKey(name) && !Unknown.in(values.get(name)) ? values.get(name) : value));
        return overriding;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Object get(String name) {
        return values.get(name);
    }

    Set<String> names() {
        return values.keySet();
    }

    Map<String, Object> given() {
        return given;
    }

    Map<String, Object> all() {
        return values;
    }
}
