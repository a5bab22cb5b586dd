package io.berth.script;

import io.berth.diag.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A word with what was given to it.
 *
 * @param at where the word stands
 * @param source the file that says it
 * @param named by name; {@link Named#keyAt} is where the name stands
 * @param block the block behind it; one behind a comma is an argument as others
 */
record Call(String word, SourceRange at, Source source, List<Argument> positional, Map<String, Named> named, Optional<Code> block) {

    record Named(SourceRange keyAt, Argument argument) {
    }

    static Call of(Interpreter interpreter, Expression.Say said, Frame frame) {
        List<Argument> positional = new ArrayList<>();
        Map<String, Named> named = new LinkedHashMap<>();
        Optional<Code> block = Optional.empty();
        for (int i = 0; i < said.arguments().size(); i++) {
            Expression argument = said.arguments().get(i);
            if (argument instanceof Expression.MapOf map && map.arguments()) {
                map.entries().forEach(entry -> addNamed(interpreter, entry, frame, named));
            } else if (said.block() && i == said.arguments().size() - 1 && argument instanceof Expression.Closure closure) {
                block = Optional.of(Code.of(closure, frame));
            } else {
                positional.add(new Argument(interpreter, frame, argument));
            }
        }
        return new Call(said.name(), frame.source().at(said.nameAt()), frame.source(), positional, named, block);
    }

    /**
     * Names that are written are plain words, and none comes twice: {@link Subset} and the parser have seen to that. Of those of a map that is
     * spread out, what stands further behind counts.
     */
    private static void addNamed(Interpreter interpreter, Expression.Entry entry, Frame frame, Map<String, Named> named) {
        if (entry.key() instanceof Expression.Spread) {
            interpreter.spread(entry, frame).forEach((name, value) -> named.put(name, new Named(frame.source().at(entry.value().at()),
                    Argument.of(value, frame, entry.value().at()))));
        } else if (entry.key() instanceof Expression.Constant key && key.value() instanceof String name) {
            named.put(name, new Named(frame.source().at(key.at()), new Argument(interpreter, frame, entry.value())));
        }
    }
}
