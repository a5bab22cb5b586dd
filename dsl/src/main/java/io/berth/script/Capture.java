package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes one block of code out of the loading, with the names it reads: they keep the values they have when the block is said, and
 * nothing can change them any more, so that several hosts may evaluate the block at a time. What it will ask the run for is seen
 * from its text.
 */
final class Capture {

    private static final int DEEPEST = 50;

    private final Diagnostics diagnostics;
    private final Variables variables;
    private final Map<Code, Code> copies = new IdentityHashMap<>();
    private final Set<Integer> results = new LinkedHashSet<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private final Set<String> secrets = new LinkedHashSet<>();
    private boolean sound = true;

    private Capture(Diagnostics diagnostics, Variables variables) {
        this.diagnostics = diagnostics;
        this.variables = variables;
    }

    /** The code, waiting; empty if it can never be evaluated, and why is said. */
    static Optional<LateCode> of(Code code, Diagnostics diagnostics, Variables variables, Map<String, List<String>> groupsOf) {
        Capture capture = new Capture(diagnostics, variables);
        Source source = code.frame().source();
        SourceRange at = source.at(code.at());
        if (!code.parameters().isEmpty()) {
            diagnostics.error(source.at(code.parameters().get(0).at()), "this block gets no parameter");
            return Optional.empty();
        }
        Code copy;
        try {
            copy = capture.code(code, 0);
        } catch (Trouble trouble) {
            diagnostics.error(at, trouble.getMessage(), trouble.hints());
            return Optional.empty();
        }
        return capture.sound
                ? Optional.of(new LateCode(copy, source, at, capture.seen, Set.copyOf(capture.results), capture.secrets, variables, groupsOf, 0))
                : Optional.empty();
    }

    private Code code(Code code, int depth) {
        Code known = copies.get(code);
        if (known != null) {
            return known;
        }
        Source source = code.frame().source();
        Frame frame = Frame.ofFile(source);
        Code copy = new Code(code.parameters(), code.implicitIt(), code.body(), frame, code.at());
        copies.put(code, copy);
        Map<String, Object> around = new HashMap<>();
        LateNames names = LateNames.of(code);
        names.read().forEach(name -> read(name, code.frame(), around));
        names.called().forEach(call -> called(call, code.frame(), around));
        around.forEach((name, value) -> frame.declare(name, copied(value, depth + 1)));
        frame.freeze();
        return copy;
    }

    private void read(Expression.Name written, Frame frame, Map<String, Object> around) {
        String name = written.name();
        if (frame.knows(name)) {
            around.put(name, frame.get(name));
        } else if (variables.has(name)) {
            sound &= !Unknown.in(variables.get(name));
            Values.secretsIn(variables.get(name)).forEach(secret -> secrets.add(secret.name()));
        } else if (Sight.NAMES.contains(name)) {
            seen.add(name);
        } else {
            Set<String> known = new LinkedHashSet<>(frame.names());
            known.addAll(variables.names());
            known.addAll(Sight.NAMES);
            refuse(frame.source().at(written.at()), "unknown name '" + name + "'", DidYouMean.hint(name, known));
        }
    }

    private void called(Expression.Say call, Frame frame, Map<String, Object> around) {
        String name = call.name();
        if (frame.knows(name) && frame.get(name) instanceof Code) {
            around.put(name, frame.get(name));
        } else if (!Functions.ALL.containsKey(name)) {
            refuse(frame.source().at(call.nameAt()), "'" + name + "' cannot be said in a block that waits for the run",
                    "such a block only reads: facts, host, results of tasks, names declared before it");
        }
    }

    private void refuse(SourceRange at, String message, String hint) {
        sound = false;
        diagnostics.error(at, message, hint);
    }

    private Object copied(Object value, int depth) {
        if (depth > DEEPEST) {
            throw new Trouble("what the block reads is nested too deeply");
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(copied(element, depth + 1)));
            return Collections.unmodifiableList(copy);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(key, copied(element, depth + 1)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof Secret secret) {
            secrets.add(secret.name());
        }
        if (value instanceof Handle handle) {
            results.add(handle.number());
        }
        sound &= !Unknown.is(value);
        return value instanceof Code code ? code(code, depth) : value;
    }
}
