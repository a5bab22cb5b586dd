package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.SourceRange;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What names stand for, and what is called by them: names of the file, variables, words, functions, methods of values. */
final class Meanings {

    private final Interpreter interpreter;
    private final Expressions expressions;
    private final Variables variables;
    private final SecretWords secrets;
    private final Sight sight;

    Meanings(Interpreter interpreter, Expressions expressions, Variables variables, SecretWords secrets, Sight sight) {
        this.interpreter = interpreter;
        this.expressions = expressions;
        this.variables = variables;
        this.secrets = secrets;
        this.sight = sight;
    }

    Object named(Expression.Name written, Frame frame) {
        String name = written.name();
        if (frame.knows(name)) {
            return frame.get(name);
        }
        if (variables.has(name)) {
            return variables.get(name);
        }
        if (Sight.NAMES.contains(name)) {
            return seen(name);
        }
        if (interpreter.isWordHere(name)) {
            interpreter.misspelt(name, written.at(), frame);
            throw new Trouble("'" + name + "' is a word, not a value", "what is given to it may need parentheses: " + name + "(…)");
        }
        Set<String> known = new LinkedHashSet<>(frame.names());
        known.addAll(variables.names());
        if (Character.isUpperCase(name.charAt(0)) && DidYouMean.nearest(name, known).isEmpty()) {
            throw new Trouble("no class can be reached from a playbook: '" + name + "'", Subset.INSTEAD);
        }
        throw new Trouble("unknown name '" + name + "'", DidYouMean.hint(name, known));
    }

    private Object seen(String name) {
        try {
            return sight.named(name);
        } catch (Trouble tooEarly) {
            throw interpreter.isWordHere(name) ? tooEarly.and("the task of that name is said " + name + "()") : tooEarly;
        }
    }

    /** A word, or a function. */
    Object said(Expression.Say said, Frame frame) {
        String name = said.name();
        try {
            if (frame.knows(name) && frame.get(name) instanceof Code code) {
                return interpreter.call(code, expressions.values(said.arguments(), frame).toArray());
            }
            if (name.equals("secret") && !interpreter.isWordHere(name)) {
                return secret(said, frame);
            }
            return Functions.ALL.containsKey(name) && !interpreter.isWordHere(name)
                    ? Functions.ALL.get(name).apply(expressions.values(said.arguments(), frame))
                    : interpreter.say(said, frame);
        } catch (Trouble trouble) {
            throw at(said.nameAt(), trouble, frame);
        }
    }

    /** A method of a value. */
    Object asked(Expression.Ask asked, Frame frame) {
        try {
            Object self = expressions.value(asked.self(), frame);
            if (self == null && asked.safe()) {
                return null;
            }
            List<Object> arguments = expressions.values(asked.arguments(), frame);
            return Unknown.in(self) || arguments.stream().anyMatch(Unknown::in)
                    ? calledOnUnknown(arguments)
                    : Methods.call(self, asked.name(), arguments, interpreter::call);
        } catch (Trouble trouble) {
            throw at(asked.nameAt(), trouble, frame);
        }
    }

    private static Trouble at(Place name, Trouble trouble, Frame frame) {
        return trouble.at().equals(SourceRange.NONE) ? new Trouble(frame.source().at(name), trouble.getMessage(), trouble.hints()) : trouble;
    }

    private Object secret(Expression.Say said, Frame frame) {
        List<Object> arguments = expressions.values(said.arguments(), frame);
        if (arguments.size() != 1) {
            throw new Trouble("'secret' takes one name", "secret('db')");
        }
        return Unknown.in(arguments.get(0)) ? Unknown.VALUE : secrets.secret(arguments.get(0));
    }

    /** Looks into the closures all the same, for what else is wrong in them. */
    private Object calledOnUnknown(List<Object> arguments) {
        for (Object argument : arguments) {
            if (argument instanceof Code code) {
                Object[] unknowns = new Object[code.implicitIt() ? 1 : code.parameters().size()];
                Arrays.fill(unknowns, Unknown.VALUE);
                interpreter.call(code, unknowns);
            }
        }
        return Unknown.VALUE;
    }
}
