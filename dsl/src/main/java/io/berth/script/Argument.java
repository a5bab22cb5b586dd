package io.berth.script;

import io.berth.diag.SourceRange;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** A value given to a word: computed when asked for, once, and it knows where it stands. */
final class Argument {

    private final Interpreter interpreter;
    private final Frame frame;
    private final Expression written;
    private Object value;
    private boolean computed;

    Argument(Interpreter interpreter, Frame frame, Expression written) {
        this.interpreter = interpreter;
        this.frame = frame;
        this.written = written;
    }

    SourceRange at() {
        return frame.source().at(written);
    }

    Object value() {
        if (!computed) {
            value = interpreter.value(written, frame);
            computed = true;
        }
        return value;
    }

    /** The word, where the argument is a word and not a value: {@code by rsync}. */
    Optional<String> bareWord() {
        return written instanceof VariableExpression name && !frame.knows(name.getName()) && !interpreter.isVariable(name.getName())
                ? Optional.of(name.getName())
                : Optional.empty();
    }

    /** The two ends of a range written out, each with its own place; else nothing. */
    List<Argument> ends() {
        return written instanceof RangeExpression range ? List.of(of(range.getFrom()), of(range.getTo())) : List.of();
    }

    /** The elements of a list written out, each with its own place; else nothing. */
    List<Argument> elements() {
        return written instanceof ListExpression list ? list.getExpressions().stream().map(this::of).toList() : List.of();
    }

    private Argument of(Expression part) {
        return new Argument(interpreter, frame, part);
    }
}
