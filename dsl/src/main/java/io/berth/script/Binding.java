package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Secret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One call being bound to the parameters of its word. */
final class Binding {

    private final Binder binder;
    private final Diagnostics diagnostics;
    private final Call call;
    private final List<Shape.Part> parts;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, List<Object>> repeated = new LinkedHashMap<>();
    private final Map<String, Object> known = new LinkedHashMap<>();
    private final Map<String, SourceRange> places = new LinkedHashMap<>();

    Binding(Binder binder, Diagnostics diagnostics, Call call, List<Shape.Part> parts) {
        this.binder = binder;
        this.diagnostics = diagnostics;
        this.call = call;
        this.parts = parts;
    }

    Bound all() {
        byPosition();
        call.named().forEach(this::byName);
        call.block().ifPresent(this::byBlock);
        for (Shape.Part part : parts) {
            if (!values.containsKey(part.name())) {
                values.put(part.name(), unsaid(part));
            }
        }
        values.forEach(known::put);
        return new Bound(call, values, known, places);
    }

    private void byPosition() {
        List<Shape.Part> positional = parts.stream().filter(part -> part.param().positional()).toList();
        List<Argument> given = new ArrayList<>(call.positional());
        if (given.size() == 1 && positional.size() == 2 && !given.get(0).ends().isEmpty()) {
            given = new ArrayList<>(given.get(0).ends());
        }
        for (Shape.Part part : positional) {
            if (part.kind() instanceof Kind.Texts && !given.isEmpty()) {
                setTexts(part, given);
                given.clear();
            } else if (!given.isEmpty()) {
                set(part, given.remove(0));
            }
        }
        if (!given.isEmpty()) {
            String most = positional.isEmpty() ? "no value" : positional.size() == 1 ? "one value" : positional.size() + " values";
            diagnostics.error(given.get(0).at(), "'" + call.word() + "' takes " + most + " by position", byNameHint());
            parts.stream().filter(part -> part.param().required()).forEach(part -> values.putIfAbsent(part.name(), Unknown.VALUE));
        }
    }

    private String byNameHint() {
        return "by name: " + String.join(", ", names().stream().sorted().toList());
    }

    private List<String> names() {
        return parts.stream().map(Shape.Part::name).toList();
    }

    /** What is written wrongly is not missing as well. */
    private void presume(String misspelt) {
        DidYouMean.nearest(misspelt, names()).ifPresent(meant -> values.putIfAbsent(meant, Unknown.VALUE));
    }

    private void byName(String name, Call.Named named) {
        Optional<Shape.Part> found = parts.stream().filter(part -> part.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            diagnostics.error(named.keyAt(), "'" + call.word() + "' has no '" + name + "'", DidYouMean.hint(name, names()));
            presume(name);
            return;
        }
        Shape.Part part = found.get();
        if (!isFirst(part, named.keyAt())) {
            return;
        }
        if (part.kind() instanceof Kind.Group || part.kind() instanceof Kind.Groups) {
            diagnostics.error(named.keyAt(), "'" + name + "' is said as a word in the block of '" + call.word() + "'");
            values.put(name, Unknown.VALUE);
        } else if (part.kind() instanceof Kind.Texts) {
            setTexts(part, List.of(named.argument()));
        } else {
            set(part, named.argument());
        }
    }

    private void byBlock(Code block) {
        Map<String, Function<Call, Object>> meanings = new LinkedHashMap<>();
        for (Shape.Part part : parts) {
            meanings.put(part.name(), said -> {
                byWord(part, said);
                return null;
            });
        }
        binder.within(new Words("in '" + call.word() + "'", meanings, unknown -> presume(unknown.word())), block);
    }

    private void byWord(Shape.Part part, Call said) {
        if (part.kind() instanceof Kind.Groups groups) {
            addGroup(part, binder.bind(said, groups.shape().parts()), groups.shape());
        } else if (isFirst(part, said.at())) {
            if (part.kind() instanceof Kind.Group group) {
                Bound bound = binder.bind(said, group.shape().parts());
                keepInner(part.name(), bound);
                values.put(part.name(), created(group.shape(), bound));
            } else if (part.kind() instanceof Kind.Entries && !said.named().isEmpty() && said.positional().isEmpty() && said.block().isEmpty()) {
                setEntries(part, said);
            } else if (!said.named().isEmpty() || said.block().isPresent() || !takes(part.kind(), said.positional().size())) {
                String wanted = part.kind() instanceof Kind.Texts ? "texts" : part.kind() instanceof Kind.One one ? one.wants() : "one value";
                diagnostics.error(said.at(), "'" + part.name() + "' takes " + wanted + " and nothing else", part.name() + ": " + part.param().doc());
                values.put(part.name(), Unknown.VALUE);
            } else if (part.kind() instanceof Kind.Texts) {
                setTexts(part, said.positional());
            } else {
                set(part, said.positional().get(0));
            }
        }
    }

    private static boolean takes(Kind kind, int count) {
        return count == 1 || count > 1 && kind instanceof Kind.Texts;
    }

    private boolean isFirst(Shape.Part part, SourceRange at) {
        SourceRange first = places.putIfAbsent(part.name(), at);
        if (first != null) {
            diagnostics.error(at, "'" + part.name() + "' is given twice", "first at " + first);
        }
        return first == null;
    }

    private void set(Shape.Part part, Argument argument) {
        values.put(part.name(), showsSecret(part, argument) ? Unknown.VALUE : binder.read(part.name(), part.kind(), argument));
        places.put(part.name(), argument.at());
    }

    /** Whether a secret is in the argument and must not be there; that is said. */
    private boolean showsSecret(Shape.Part part, Argument argument) {
        boolean word = part.kind() instanceof Kind.Choice && argument.bareWord().isPresent();
        List<Secret> secrets = word || part.param().secret() ? List.of() : Values.secretsIn(argument.value());
        if (!secrets.isEmpty()) {
            List<String> takers = parts.stream().filter(other -> other.param().secret()).map(Shape.Part::name).toList();
            String who = part.kind() instanceof Kind.Texts ? "everybody on the host can read a command's arguments"
                    : "it is part of what plans, journals and reports tell";
            diagnostics.error(argument.at(), "'" + part.name() + "' would show the secret '" + secrets.get(0).name() + "': " + who,
                    takers.isEmpty() ? "nothing of '" + call.word() + "' takes a secret; it can go into a file, or be the input of a command"
                            : "what may hold a secret in '" + call.word() + "': " + String.join(", ", takers));
        }
        return !secrets.isEmpty();
    }

    private void setTexts(Shape.Part part, List<Argument> given) {
        List<Argument> arguments = given.size() == 1 && !given.get(0).elements().isEmpty() ? given.get(0).elements() : given;
        List<Object> texts = new ArrayList<>();
        for (Argument argument : arguments) {
            if (showsSecret(part, argument)) {
                texts.add(Unknown.VALUE);
            } else if (arguments.size() == 1 && Values.revealed(argument.value()) instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
                texts.addAll(list);
            } else {
                texts.add(binder.read(part.name(), Kind.TEXT, argument));
            }
            places.put(part.name() + "[" + (texts.size() - 1) + "]", argument.at());
        }
        places.put(part.name(), arguments.get(0).at());
        values.put(part.name(), Unknown.in(texts) ? Unknown.VALUE : List.copyOf(texts));
    }

    private void setEntries(Shape.Part part, Call said) {
        Map<String, Object> map = new LinkedHashMap<>();
        boolean onlyTexts = ((Kind.Entries) part.kind()).onlyTexts();
        said.named().forEach((name, named) -> {
            Object value = named.argument().value();
            if (showsSecret(part, named.argument())) {
                value = Unknown.VALUE;
            } else if (onlyTexts) {
                value = binder.read(name, Kind.TEXT, named.argument());
            } else if (!Unknown.in(value)) {
                try {
                    value = Values.frozen(Values.revealed(value));
                } catch (Trouble trouble) {
                    diagnostics.error(named.argument().at(), "'" + name + "' " + trouble.getMessage());
                    value = Unknown.VALUE;
                }
            }
            map.put(name, value);
        });
        values.put(part.name(), map.values().stream().anyMatch(Unknown::in) ? Unknown.VALUE : map);
    }

    private void addGroup(Shape.Part part, Bound bound, Shape shape) {
        List<Object> groups = new ArrayList<>(repeated.getOrDefault(part.name(), List.of()));
        keepInner(part.name() + "[" + groups.size() + "]", bound);
        groups.add(created(shape, bound));
        repeated.put(part.name(), groups);
        values.put(part.name(), Unknown.in(groups) ? Unknown.VALUE : groups);
    }

    private void keepInner(String prefix, Bound bound) {
        places.put(prefix, bound.call().at());
        bound.known().forEach((path, value) -> known.put(prefix + "." + path, value));
        bound.places().forEach((path, at) -> places.put(prefix + "." + path, at));
    }

    private static Object created(Shape shape, Bound bound) {
        return bound.isSound() ? shape.create(bound.values()) : Unknown.VALUE;
    }

    private Object unsaid(Shape.Part part) {
        if (part.param().required()) {
            diagnostics.error(call.at(), "'" + call.word() + "' says no '" + part.name() + "'", part.name() + ": " + part.param().doc());
            return Unknown.VALUE;
        }
        return part.kind() instanceof Kind.Group group ? unsaid(group.shape()) : Shape.fallback(part).orElseThrow();
    }

    private static Record unsaid(Shape shape) {
        Map<String, Object> fallbacks = new LinkedHashMap<>();
        for (Shape.Part part : shape.parts()) {
            fallbacks.put(part.name(), part.kind() instanceof Kind.Group group ? unsaid(group.shape()) : Shape.fallback(part).orElseThrow());
        }
        return shape.create(fallbacks);
    }
}
