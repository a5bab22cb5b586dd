package io.berth.script;

import io.berth.diag.Diagnostics;
import java.util.Map;

/** Fills the parameters of a word from what is given to it: by position, by name, and by the words of its block. */
final class Binder {

    private final Interpreter interpreter;
    private final Diagnostics diagnostics;
    private final Reading reading;

    Binder(Interpreter interpreter, Diagnostics diagnostics, Reading reading) {
        this.interpreter = interpreter;
        this.diagnostics = diagnostics;
        this.reading = reading;
    }

    /** Says all that is wrong with the call; what is right of it is in the result. */
    @SafeVarargs
    final Bound bind(Call call, Class<? extends Record>... types) {
        return bind(call, Parts.of(types));
    }

    Bound bind(Call call, Parts parts) {
        Binding binding = open(call, parts);
        call.block().ifPresent(block ->
                interpreter.within(new Words("in '" + call.word() + "'", binding.meanings(), unknown -> binding.presume(unknown.word())), block));
        return binding.closed();
    }

    /** A call whose block says other words too: what is given in parentheses is bound, and the rest follows. */
    Binding open(Call call, Parts parts) {
        Binding binding = new Binding(this, reading, diagnostics, call, parts);
        binding.inParentheses();
        return binding;
    }

    void within(Words words, Code block) {
        within(words, block, Map.of());
    }

    void within(Words words, Code block, Map<String, Object> given) {
        interpreter.within(words, block, given);
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
}
