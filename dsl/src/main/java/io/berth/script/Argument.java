package io.berth.script;

import io.berth.diag.SourceRange;
import java.util.List;
import java.util.Optional;

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

    /** One of a map that is spread out there. */
    static Argument of(Object value, Frame frame, Place spread) {
        Argument known = new Argument(null, frame, new Expression.Spread(spread));
        known.value = value;
        known.computed = true;
        return known;
    }

    SourceRange at() {
        return frame.source().at(written.at());
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
        return written instanceof Expression.Name name && !frame.knows(name.name()) && !interpreter.isVariable(name.name())
                ? Optional.of(name.name())
                : Optional.empty();
    }

    /** The two ends of a range written out, each with its own place; else nothing. */
    List<Argument> ends() {
        return written instanceof Expression.Range range ? List.of(of(range.from()), of(range.to())) : List.of();
    }

    /** The elements of a list written out, each with its own place; else nothing. */
    List<Argument> elements() {
        return written instanceof Expression.ListOf list ? list.elements().stream().map(this::of).toList() : List.of();
    }

    private Argument of(Expression part) {
        return new Argument(interpreter, frame, part);
    }
}
