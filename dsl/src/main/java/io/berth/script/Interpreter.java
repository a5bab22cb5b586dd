package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Secrets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Evaluates playbook code by walking the parsed text. Nothing is compiled, and there is no way from playbook code to a
 * class, a file or a process: what is not built in here does not exist for it. An error is said where it stands and
 * evaluation goes on, so that all errors are found; what depends on it becomes {@link Unknown}.
 */
final class Interpreter {

    /** Loading takes a few thousand steps; a playbook for some hundred hosts some ten thousand. */
    private static final int MOST_STEPS = 5_000_000;
    private static final int DEEPEST = 200;

    /** Evaluation was given up; why is among the diagnostics. */
    static final class GivenUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GivenUp() {
            super(null, null, false, false);
        }
    }

    private final Diagnostics diagnostics;
    private final Variables variables;
    private final Expressions expressions;
    private final Statements statements;
    private final Deque<Words> places = new ArrayDeque<>();
    private final Map<String, Set<String>> elsewhere = new HashMap<>();
    private final int mostSteps;
    private int steps;
    private int depth;

    Interpreter(Diagnostics diagnostics, Variables variables, SecretWords secrets) {
        this(diagnostics, variables, secrets, Sight.NOTHING, MOST_STEPS);
    }

    private Interpreter(Diagnostics diagnostics, Variables variables, SecretWords secrets, Sight sight, int mostSteps) {
        this.diagnostics = diagnostics;
        this.variables = variables;
        this.mostSteps = mostSteps;
        this.expressions = new Expressions(this, diagnostics, variables, secrets, sight);
        this.statements = new Statements(this, expressions, diagnostics);
    }

    /** For code that waited for the run: it can say no word. */
    static Interpreter inRun(Diagnostics diagnostics, Variables variables, Sight sight, int mostSteps) {
        Interpreter interpreter = new Interpreter(diagnostics, variables, new SecretWords(diagnostics, Secrets.PLACEHOLDERS), sight, mostSteps);
        interpreter.places.push(new Words("in a block that waits for the run", Map.of()));
        return interpreter;
    }

    /** Makes a word known, so that it can be told where it belongs when it is said in the wrong place. */
    void teach(String word, String place) {
        elsewhere.computeIfAbsent(word, fresh -> new LinkedHashSet<>()).add(place);
    }

    /** Evaluates a whole file, with names given to it. */
    void file(Source source, Words words, Map<String, Object> given) {
        Frame frame = Frame.ofFile(source);
        for (Tree.Function function : source.tree().functions()) {
            frame.declare(function.name(), new Code(function.parameters(), false, function.body(), frame, function.at()));
        }
        given.forEach(frame::declare);
        places.push(words);
        statements.file(source.tree().statements(), frame);
        places.pop();
    }

    /** Evaluates a block in which {@code words} may be said. */
    void within(Words words, Code block) {
        within(words, block, Map.of());
    }

    /** The same, with names given to it. */
    void within(Words words, Code block, Map<String, Object> given) {
        Frame frame = block.frame().inner();
        given.forEach(frame::declare);
        for (Expression.Parameter parameter : block.parameters()) {
            diagnostics.error(frame.source().at(parameter.at()), "this block gets no parameter");
            frame.declare(parameter.name(), Unknown.VALUE);
        }
        places.push(words);
        statements.block(block.body(), frame);
        places.pop();
    }

    Object value(Expression written, Frame frame) {
        return expressions.value(written, frame);
    }

    /** @throws Trouble if the arguments do not fit, or it calls itself too deeply */
    Object call(Code code, Object... arguments) {
        Frame frame = code.frame().inner();
        List<Expression.Parameter> parameters = code.parameters();
        Object[] given = arguments.length == 1 && parameters.size() > 1 && arguments[0] instanceof List<?> parts ? parts.toArray() : arguments;
        if (code.implicitIt()) {
            frame.declare("it", given.length == 0 ? null : given[0]);
        } else if (given.length > parameters.size()) {
            throw wrongCount(parameters.size(), given.length);
        }
        for (int i = 0; i < parameters.size(); i++) {
            Expression.Parameter parameter = parameters.get(i);
            if (i >= given.length && !parameter.hasInitial()) {
                throw wrongCount(parameters.size(), given.length);
            }
            frame.declare(parameter.name(), i < given.length ? given[i] : value(parameter.initial(), frame));
        }
        if (++depth > DEEPEST) {
            depth--;
            throw new Trouble("calls itself too deeply");
        }
        try {
            return statements.result(code.body(), frame);
        } finally {
            depth--;
        }
    }

    /** The map of {@code *: map}; empty if it is not known, which is said. */
    Map<String, Object> spread(Expression.Entry entry, Frame frame) {
        return expressions.spread(entry, frame).orElse(Map.of());
    }

    /** A word was said in a way that is no call, and that is said; it is not missing as well. */
    void misspelt(String word, Place said, Frame frame) {
        here().unknown().accept(new Call(word, frame.source().at(said), frame.source(), List.of(), Map.of(), Optional.empty()));
    }

    private static Trouble wrongCount(int parameters, int given) {
        return new Trouble("the block takes " + parameters + " argument" + (parameters == 1 ? "" : "s") + ", not " + given);
    }

    /** Says a word of the place where evaluation is. */
    Object say(Expression.Say call, Frame frame) {
        String word = call.name();
        Words here = here();
        Function<Call, Object> meaning = here.meanings().get(word);
        if (meaning != null) {
            return meaning.apply(Call.of(this, call, frame));
        }
        SourceRange at = frame.source().at(call.nameAt());
        String hint = Habits.hint(word, here.meanings().keySet());
        if (elsewhere.containsKey(word)) {
            diagnostics.error(at, "'" + word + "' cannot be said " + here.place(), "it can be said " + String.join(", ", elsewhere.get(word)), hint);
        } else {
            diagnostics.error(at, "unknown word '" + word + "' " + here.place(), hint);
        }
        here.unknown().accept(Call.of(this, call, frame));
        return Unknown.VALUE;
    }

    /** The words that may be said where evaluation is. */
    Words here() {
        return places.element();
    }

    boolean isWordHere(String name) {
        return here().meanings().containsKey(name);
    }

    boolean isVariable(String name) {
        return variables.has(name);
    }

    void step(Expression at, Frame frame) {
        if (++steps > mostSteps) {
            diagnostics.error(frame.source().at(at.at()), "evaluating the playbook takes more than " + mostSteps + " steps", "is there a loop without end?");
            throw new GivenUp();
        }
    }
}
