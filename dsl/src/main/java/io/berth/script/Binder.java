package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fills the parameters of a word from what is given to it: by position, by name, and by the words of its block. */
final class Binder {

    private final Interpreter interpreter;
    private final Diagnostics diagnostics;
    private final Slots slots;

    Binder(Interpreter interpreter, Diagnostics diagnostics, Slots slots) {
        this.interpreter = interpreter;
        this.diagnostics = diagnostics;
        this.slots = slots;
    }

    /** Says all that is wrong with the call; what is right of it is in the result. */
    @SafeVarargs
    final Bound bind(Call call, Class<? extends Record>... types) {
        List<Shape.Part> parts = new ArrayList<>();
        for (Class<? extends Record> type : types) {
            parts.addAll(Shape.of(type).parts());
        }
        return bind(call, parts);
    }

    Bound bind(Call call, List<Shape.Part> parts) {
        return new Binding(this, diagnostics, call, parts).all();
    }

    void within(Words words, Code block) {
        interpreter.within(words, block);
    }

    void teach(String word, String place) {
        interpreter.teach(word, place);
    }

    /** Makes the words of a block known, to tell where they belong when they are said elsewhere. */
    void teach(String word, Class<? extends Record> type) {
        for (Shape.Part part : Shape.of(type).parts()) {
            interpreter.teach(part.name(), "in '" + word + "'");
            if (part.kind() instanceof Kind.Group group) {
                teach(part.name(), group.shape().type());
            } else if (part.kind() instanceof Kind.Groups groups) {
                teach(part.name(), groups.shape().type());
            }
        }
    }

    /** The value of the argument as the kind wants it, secrets in plain text, or {@link Unknown}, and why is said. */
    Object read(String word, Kind kind, Argument argument) {
        if (kind instanceof Kind.Choice choice) {
            return choice(word, choice, argument);
        }
        Object value = Values.revealed(argument.value());
        if (Unknown.in(value)) {
            return Unknown.VALUE;
        } else if (kind instanceof Kind.One one) {
            return one.fitting().apply(value).<Object>map(fitting -> fitting).orElseGet(() -> misfit(word, one.wants(), argument));
        } else if (kind instanceof Kind.OneSlot) {
            return slots.read(word, argument);
        }
        return kind instanceof Kind.Entries entries ? entries(word, entries, value, argument) : misfit(word, "no value", argument);
    }

    private Object choice(String word, Kind.Choice choice, Argument argument) {
        Object said = argument.bareWord().<Object>map(bare -> bare).orElseGet(argument::value);
        if (Unknown.is(said)) {
            return said;
        }
        String wants = String.join(" or ", choice.words());
        if (!(said instanceof String text)) {
            return misfit(word, wants, argument);
        }
        return choice.find(text).<Object>map(constant -> constant).orElseGet(() -> {
            diagnostics.error(argument.at(), "'" + word + "' wants " + wants + ", not '" + text + "'", nearest(text, choice.words()));
            return Unknown.VALUE;
        });
    }

    private static String[] nearest(String word, List<String> known) {
        return DidYouMean.nearest(word, known).map(near -> new String[] {"did you mean '" + near + "'?"}).orElse(new String[0]);
    }

    private Object entries(String word, Kind.Entries entries, Object value, Argument argument) {
        if (!(value instanceof Map<?, ?> map)) {
            return misfit(word, "names with values", argument);
        }
        if (entries.onlyTexts() && !map.values().stream().allMatch(String.class::isInstance)) {
            diagnostics.error(argument.at(), "'" + word + "' wants texts as values");
            return Unknown.VALUE;
        }
        try {
            return Values.frozen(map);
        } catch (Trouble trouble) {
            diagnostics.error(argument.at(), "'" + word + "' " + trouble.getMessage());
            return Unknown.VALUE;
        }
    }

    Object misfit(String word, String wants, Argument argument) {
        diagnostics.error(argument.at(), "'" + word + "' wants " + wants + ", not " + Values.describe(argument.value()));
        return Unknown.VALUE;
    }
}
