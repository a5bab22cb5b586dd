package io.berth.script;

import io.berth.diag.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What statements do. */
final class Statements {

    private static final List<String> ASSIGNMENTS = List.of("=", "+=", "-=", "*=", "/=", "%=", "<<");
    private static final Flow NOTHING = new Flow.Ended(null);

    private final Interpreter interpreter;
    private final Expressions expressions;
    private final Diagnostics diagnostics;

    Statements(Interpreter interpreter, Expressions expressions, Diagnostics diagnostics) {
        this.interpreter = interpreter;
        this.expressions = expressions;
        this.diagnostics = diagnostics;
    }

    /** Runs a file to its end, or to a {@code return}. What an error ended goes on with the next statement. */
    void file(List<Statement> body, Frame frame) {
        for (Statement statement : body) {
            Flow flow = run(statement, frame);
            if (flow instanceof Flow.Returned returned && !Unknown.is(returned.value())) {
                return;
            }
            sayIfUseless(statement, flow, frame);
        }
    }

    /** Runs a block of words, whose value nobody uses. */
    void block(Statement body, Frame frame) {
        for (Statement statement : parts(body)) {
            if (statement instanceof Statement.Labelled labelled) {
                interpreter.misspelt(labelled.label(), labelled.at(), frame);
            }
            Flow flow = run(statement, frame);
            if (!(flow instanceof Flow.Ended)) {
                return;
            }
            sayIfUseless(statement, flow, frame);
        }
    }

    /** The value of a closure or function. */
    Object result(Statement body, Frame frame) {
        List<Statement> parts = parts(body);
        Object last = null;
        for (int i = 0; i < parts.size(); i++) {
            Flow flow = run(parts.get(i), frame);
            if (flow instanceof Flow.Returned returned) {
                return returned.value();
            }
            if (i < parts.size() - 1) {
                sayIfUseless(parts.get(i), flow, frame);
            }
            last = flow instanceof Flow.Ended ended ? ended.value() : null;
        }
        return last;
    }

    private static List<Statement> parts(Statement body) {
        return body instanceof Statement.Block block ? block.statements() : List.of(body);
    }

    /** A value that nobody takes is a slip of the pen: {@code autostart} without its value, a block on a line of its own. */
    private void sayIfUseless(Statement statement, Flow flow, Frame frame) {
        if (statement instanceof Statement.Do only && flow instanceof Flow.Ended ended && !Unknown.is(ended.value()) && !hasEffect(only.what())) {
            diagnostics.error(frame.source().at(only.what().at()), "this does nothing");
        }
    }

    private static boolean hasEffect(Expression written) {
        return written instanceof Expression.Say || written instanceof Expression.Ask || written instanceof Expression.Declaration
                || written instanceof Expression.Step || written instanceof Expression.Choice || written instanceof Expression.Elvis
                || written instanceof Expression.Binary binary && ASSIGNMENTS.contains(binary.operator());
    }

    private Flow run(Statement statement, Frame frame) {
        if (statement instanceof Statement.Do only) {
            return new Flow.Ended(interpreter.value(only.what(), frame));
        } else if (statement instanceof Statement.Block block) {
            return runAll(block.statements(), frame.inner());
        } else if (statement instanceof Statement.If choice) {
            Object condition = interpreter.value(choice.condition(), frame);
            return Unknown.is(condition) ? new Flow.Ended(condition)
                    : run(Values.truth(condition) ? choice.yes() : choice.no(), frame);
        } else if (statement instanceof Statement.ForEach loop) {
            return forEach(loop, frame);
        } else if (statement instanceof Statement.While loop) {
            return runWhile(loop, frame);
        } else if (statement instanceof Statement.Return returned) {
            return new Flow.Returned(interpreter.value(returned.value(), frame));
        } else if (statement instanceof Statement.Break) {
            return Flow.Jump.BREAK;
        } else if (statement instanceof Statement.Continue) {
            return Flow.Jump.CONTINUE;
        } else if (statement instanceof Statement.Switch choice) {
            return chosen(choice, frame);
        } else if (statement instanceof Statement.Assert check) {
            return checked(check, frame);
        } else if (statement instanceof Statement.Throw thrown) {
            return thrown(thrown, frame);
        } else if (statement instanceof Statement.Labelled labelled) {
            return run(labelled.what(), frame);
        }
        return NOTHING;
    }

    private Flow runAll(List<Statement> statements, Frame frame) {
        Flow last = NOTHING;
        for (Statement statement : statements) {
            last = run(statement, frame);
            if (!(last instanceof Flow.Ended)) {
                return last;
            }
        }
        return last;
    }

    private Flow forEach(Statement.ForEach loop, Frame frame) {
        Object many = interpreter.value(loop.many(), frame);
        for (Object element : elements(many, loop, frame)) {
            Frame inner = frame.inner();
            inner.declare(loop.name(), element);
            Flow flow = run(loop.body(), inner);
            if (flow instanceof Flow.Returned) {
                return flow;
            }
            if (flow == Flow.Jump.BREAK) {
                break;
            }
        }
        return NOTHING;
    }

    private List<Object> elements(Object many, Statement.ForEach loop, Frame frame) {
        if (Unknown.is(many)) {
            return List.of(many);
        }
        if (many instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        if (many instanceof Map<?, ?> map) {
            List<Object> entries = new ArrayList<>();
            map.forEach((key, value) -> entries.add(MapMethods.entry(key, value)));
            return entries;
        }
        diagnostics.error(frame.source().at(loop.many().at()), "there is nothing to go through in " + Values.describe(many));
        return List.of();
    }

    private Flow runWhile(Statement.While loop, Frame frame) {
        while (true) {
            Object condition = interpreter.value(loop.condition(), frame);
            if (Unknown.is(condition) || !Values.truth(condition)) {
                return NOTHING;
            }
            Flow flow = run(loop.body(), frame);
            if (flow instanceof Flow.Returned) {
                return flow;
            }
            if (flow == Flow.Jump.BREAK) {
                return NOTHING;
            }
        }
    }

    /** From the first case that fits on, until a {@code break}. */
    private Flow chosen(Statement.Switch choice, Frame frame) {
        Object value = interpreter.value(choice.value(), frame);
        if (Unknown.is(value)) {
            return new Flow.Ended(value);
        }
        List<Statement> rest = new ArrayList<>();
        for (Statement.Case one : choice.cases()) {
            if (!rest.isEmpty() || fits(value, interpreter.value(one.value(), frame))) {
                rest.add(one.body());
            }
        }
        rest.add(choice.otherwise());
        Flow flow = runAll(rest, frame.inner());
        return flow == Flow.Jump.BREAK ? NOTHING : flow;
    }

    /** As a case of Groovy's: the value itself, one of a list, a key of a map, what a closure says yes to. */
    private boolean fits(Object value, Object wanted) {
        if (wanted instanceof Code code) {
            return Values.truth(interpreter.call(code, value));
        }
        return wanted instanceof List<?> || wanted instanceof Map<?, ?>
                ? Operators.binary("in", value, wanted).equals(true)
                : Values.equal(value, wanted);
    }

    private Flow checked(Statement.Assert check, Frame frame) {
        Object condition = interpreter.value(check.condition(), frame);
        if (!Unknown.is(condition) && !Values.truth(condition)) {
            Object message = interpreter.value(check.message(), frame);
            diagnostics.error(frame.source().at(check.condition().at()),
                    message == null ? "the assertion does not hold" : Values.display(message));
            return new Flow.Returned(Unknown.VALUE);
        }
        return NOTHING;
    }

    private Flow thrown(Statement.Throw thrown, Frame frame) {
        Object message = interpreter.value(thrown.message(), frame);
        if (!Unknown.is(message)) {
            diagnostics.error(frame.source().at(thrown.at()), Values.display(message));
        }
        return new Flow.Returned(Unknown.VALUE);
    }
}
