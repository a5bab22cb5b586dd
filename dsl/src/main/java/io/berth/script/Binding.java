package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One call being bound to the parameters of its word. */
final class Binding {

    private final Binder binder;
    private final Reading reading;
    private final Diagnostics diagnostics;
    private final Call call;
    private final Parts parts;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, List<Object>> repeated = new LinkedHashMap<>();
    private final Map<String, Object> known = new LinkedHashMap<>();
    private final Map<String, SourceRange> places = new LinkedHashMap<>();

    Binding(Binder binder, Reading reading, Diagnostics diagnostics, Call call, Parts parts) {
        this.binder = binder;
        this.reading = reading;
        this.diagnostics = diagnostics;
        this.call = call;
        this.parts = parts;
    }

    /** Takes what is given by position and by name. */
    void inParentheses() {
        byPosition();
        call.named().forEach(this::byName);
    }

    /** The words by which the block gives the rest. */
    Map<String, Function<Call, Object>> meanings() {
        Map<String, Function<Call, Object>> meanings = new LinkedHashMap<>();
        for (Shape.Part part : parts.all().values()) {
            meanings.put(part.name(), said -> {
                byWord(part, said);
                return null;
            });
        }
        return meanings;
    }

    /** All that was given; what was not has its fallback. */
    Bound closed() {
        for (Shape.Part part : parts.all().values()) {
            if (!values.containsKey(part.name())) {
                values.put(part.name(), unsaid(part));
            }
        }
        known.putAll(values);
        return new Bound(call, values, known, places);
    }

    private void byPosition() {
        if (call.positional().isEmpty()) {
            return;
        }
        List<Shape.Part> positional = parts.positional();
        List<Argument> given = new ArrayList<>(call.positional());
        if (given.size() == 1 && positional.size() == 2 && !given.get(0).ends().isEmpty()) {
            given = new ArrayList<>(given.get(0).ends());
        }
        for (Shape.Part part : positional) {
            if (part.kind() instanceof Kind.Many many && !given.isEmpty()) {
                setMany(part, many, given);
                given.clear();
            } else if (!given.isEmpty()) {
                set(part, given.remove(0));
            }
        }
        if (!given.isEmpty()) {
            String most = positional.isEmpty() ? "no value" : positional.size() == 1 ? "one value" : positional.size() + " values";
            diagnostics.error(given.get(0).at(), "'" + call.word() + "' takes " + most + " by position", byNameHint());
            parts.all().values().stream().filter(Shape.Part::required).forEach(part -> values.putIfAbsent(part.name(), Unknown.VALUE));
        }
    }

    private String byNameHint() {
        return "by name: " + String.join(", ", parts.names().stream().sorted().toList());
    }

    /** What is written wrongly is not missing as well. */
    void presume(String misspelt) {
        Habits.meant(call.word(), misspelt, parts.names()).ifPresent(meant -> values.putIfAbsent(meant, Unknown.VALUE));
    }

    private void byName(String name, Call.Named named) {
        Shape.Part part = parts.all().get(name);
        if (part == null) {
            diagnostics.error(named.keyAt(), "'" + call.word() + "' has no '" + name + "'", Habits.hint(call.word(), name, parts.names()));
            presume(name);
            return;
        }
        if (!isFirst(part, named.keyAt())) {
            return;
        }
        if (part.kind() instanceof Kind.Group || part.kind() instanceof Kind.Groups) {
            values.put(name, reading.refuse(named.keyAt(), "'" + name + "' is said as a word in the block of '" + call.word() + "'"));
        } else if (part.kind() instanceof Kind.Many many) {
            setMany(part, many, List.of(named.argument()));
        } else {
            set(part, named.argument());
        }
    }

    private void byWord(Shape.Part part, Call said) {
        if (part.kind() instanceof Kind.Groups groups) {
            addGroup(part, binder.bind(said, Parts.of(groups.shape(), late(part))), groups.shape());
        } else if (isFirst(part, said.at())) {
            if (part.kind() instanceof Kind.Group group) {
                Bound bound = binder.bind(said, Parts.of(group.shape(), late(part)));
                keepInner(part.name(), bound);
                values.put(part.name(), created(group.shape(), bound));
            } else if (said.positional().isEmpty() && said.named().isEmpty() && said.block().isPresent() && waits(part)) {
                values.put(part.name(), reading.waiting(part.name(), part.kind(), said.block().get(), said.at(), how(part)));
            } else if (takesNames(part.kind()) && !said.named().isEmpty() && said.positional().isEmpty() && said.block().isEmpty()) {
                setNamed(part, said);
            } else if (!said.named().isEmpty() || said.block().isPresent() || !takes(part.kind(), said.positional().size())) {
                String wanted = part.kind() instanceof Kind.Many ? "texts" : part.kind() instanceof Kind.One one ? one.wants() : "one value";
                values.put(part.name(), reading.refuse(said.at(), "'" + part.name() + "' takes " + wanted + " and nothing else", part.name() + ": " + part.doc()));
            } else if (part.kind() instanceof Kind.Many many) {
                setMany(part, many, said.positional());
            } else {
                set(part, said.positional().get(0));
            }
        }
    }

    private Reading.How how(Shape.Part part) {
        return new Reading.How(late(part), part.secrecy());
    }

    private boolean late(Shape.Part part) {
        return parts.late().contains(part.name());
    }

    private boolean waits(Shape.Part part) {
        return part.kind() instanceof Kind.Condition || late(part) && Kind.canWait(part.kind());
    }

    private static boolean takesNames(Kind kind) {
        return kind instanceof Kind.Entries || kind instanceof Kind.Becoming;
    }

    private static boolean takes(Kind kind, int count) {
        return count == 1 || count > 1 && kind instanceof Kind.Many;
    }

    private boolean isFirst(Shape.Part part, SourceRange at) {
        SourceRange first = places.putIfAbsent(part.name(), at);
        if (first != null) {
            diagnostics.error(at, "'" + part.name() + "' is given twice", "first at " + first);
        }
        return first == null;
    }

    private void set(Shape.Part part, Argument argument) {
        values.put(part.name(), showsSecret(part, argument) ? Unknown.VALUE : reading.read(part.name(), part.kind(), argument, how(part)));
        places.put(part.name(), argument.at());
    }

    /** Whether a secret is in the argument and must not be there; that is said. */
    private boolean showsSecret(Shape.Part part, Argument argument) {
        boolean word = part.kind() instanceof Kind.Choice && argument.bareWord().isPresent();
        List<Secret> secrets = word || part.secrecy() != Shape.Secrecy.REFUSED ? List.of() : Values.secretsIn(argument.value());
        if (!secrets.isEmpty()) {
            List<String> takers = parts.all().values().stream().filter(other -> other.secrecy() != Shape.Secrecy.REFUSED).map(Shape.Part::name).toList();
            String who = part.kind() instanceof Kind.Many ? "everybody on the host can read a command's arguments"
                    : "it is part of what plans, journals and reports tell";
            diagnostics.error(argument.at(), "'" + part.name() + "' would show the secret '" + secrets.get(0).name() + "': " + who,
                    takers.isEmpty() ? "nothing of '" + call.word() + "' takes a secret; it can go into a file, or be the input of a command"
                            : "what may hold a secret in '" + call.word() + "': " + String.join(", ", takers));
        }
        return !secrets.isEmpty();
    }

    private void setMany(Shape.Part part, Kind.Many many, List<Argument> given) {
        List<Argument> arguments = given.size() == 1 && !given.get(0).elements().isEmpty() ? given.get(0).elements() : given;
        places.put(part.name(), arguments.get(0).at());
        if (arguments.size() == 1 && (arguments.get(0).value() instanceof List<?> || given.get(0) == arguments.get(0) && arguments.get(0).value() instanceof Code)) {
            setAll(part, many, arguments.get(0));
            return;
        }
        List<Object> elements = new ArrayList<>();
        for (Argument argument : arguments) {
            places.put(part.name() + "[" + elements.size() + "]", argument.at());
            elements.add(showsSecret(part, argument) ? Unknown.VALUE : reading.read(part.name(), many.of(), argument, how(part)));
        }
        values.put(part.name(), Unknown.in(elements) ? Unknown.VALUE : Waiting.all(elements));
    }

    /** All elements at once: a list that was computed, or code that makes it. */
    private void setAll(Shape.Part part, Kind.Many many, Argument argument) {
        Object value = showsSecret(part, argument) ? Unknown.VALUE : reading.read(part.name(), many, argument, how(part));
        values.put(part.name(), value);
        for (int i = 0; value instanceof List<?> list && i < list.size(); i++) {
            places.put(part.name() + "[" + i + "]", argument.at());
        }
    }

    private void setNamed(Shape.Part part, Call said) {
        Map<String, Object> map = new LinkedHashMap<>();
        Kind of = part.kind() instanceof Kind.Entries entries && entries.of().isPresent() ? entries.of().get() : Kind.ANY;
        said.named().forEach((name, named) -> map.put(name, part.kind() instanceof Kind.Becoming && named.argument().bareWord().isPresent()
                ? named.argument().bareWord().get()
                : showsSecret(part, named.argument()) ? Unknown.VALUE : reading.read(name, of, named.argument(), how(part))));
        if (map.containsValue(Unknown.VALUE)) {
            values.put(part.name(), Unknown.VALUE);
        } else if (part.kind() instanceof Kind.Becoming) {
            values.put(part.name(), reading.becoming(part.name(), map, said.at()));
        } else {
            values.put(part.name(), Waiting.all(map));
        }
    }

    private void addGroup(Shape.Part part, Bound bound, Shape shape) {
        List<Object> groups = new ArrayList<>(repeated.getOrDefault(part.name(), List.of()));
        keepInner(part.name() + "[" + groups.size() + "]", bound);
        groups.add(created(shape, bound));
        repeated.put(part.name(), groups);
        values.put(part.name(), Unknown.in(groups) ? Unknown.VALUE : Waiting.all(groups));
    }

    private void keepInner(String prefix, Bound bound) {
        places.put(prefix, bound.call().at());
        bound.known().forEach((path, value) -> known.put(prefix + "." + path, value));
        bound.places().forEach((path, at) -> places.put(prefix + "." + path, at));
    }

    private static Object created(Shape shape, Bound bound) {
        if (!bound.isSound()) {
            return Unknown.VALUE;
        }
        Record now = shape.create(Waiting.standIns(bound.values()));
        return bound.waits().isEmpty() ? now
                : new Waiting(now, bound.waits(), seen -> new LateParameters(shape, bound.values(), bound.waits(), bound.call().at()).value(seen));
    }

    private Object unsaid(Shape.Part part) {
        return part.required()
                ? reading.refuse(call.at(), "'" + call.word() + "' says no '" + part.name() + "'", part.name() + ": " + part.doc())
                : part.unsaid();
    }
}
