package io.berth.script;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A tree as bytes, for {@link TreeReader}. A letter says what each part is, then come its place and what it is made of. Numbers take as
 * many bytes as they need; a text is written once and then has a number; a place is told from the line of the place before.
 */
final class TreeWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, Integer> texts = new HashMap<>();
    private int line;

    private TreeWriter() {
    }

    static byte[] bytes(Tree tree) {
        TreeWriter writer = new TreeWriter();
        writer.list(tree.functions(), function -> {
            writer.place(function.at());
            writer.text(function.name());
            writer.list(function.parameters(), writer::parameter);
            writer.statement(function.body());
        });
        writer.list(tree.statements(), writer::statement);
        return writer.out.toByteArray();
    }

    private void parameter(Expression.Parameter parameter) {
        place(parameter.at());
        text(parameter.name());
        expression(parameter.initial());
    }

    private void statement(Statement written) {
        if (written instanceof Statement.Do only) {
            begin('d', only.at());
            expression(only.what());
        } else if (written instanceof Statement.Block block) {
            begin('b', block.at());
            list(block.statements(), this::statement);
        } else if (written instanceof Statement.Labelled labelled) {
            begin('l', labelled.at());
            text(labelled.label());
            statement(labelled.what());
        } else if (written instanceof Statement.If choice) {
            begin('i', choice.at());
            expression(choice.condition());
            statement(choice.yes());
            statement(choice.no());
        } else if (written instanceof Statement.ForEach loop) {
            begin('f', loop.at());
            text(loop.name());
            expression(loop.many());
            statement(loop.body());
        } else if (written instanceof Statement.While loop) {
            begin('w', loop.at());
            expression(loop.condition());
            statement(loop.body());
        } else if (written instanceof Statement.Return returned) {
            begin('r', returned.at());
            expression(returned.value());
        } else if (written instanceof Statement.Switch choice) {
            begin('s', choice.at());
            expression(choice.value());
            list(choice.cases(), one -> {
                expression(one.value());
                statement(one.body());
            });
            statement(choice.otherwise());
        } else if (written instanceof Statement.Assert check) {
            begin('a', check.at());
            expression(check.condition());
            expression(check.message());
        } else if (written instanceof Statement.Throw thrown) {
            begin('t', thrown.at());
            expression(thrown.message());
        } else {
            begin(written instanceof Statement.Break ? 'k' : written instanceof Statement.Continue ? 'c' : 'n', written.at());
        }
    }

    private void expression(Expression written) {
        if (written instanceof Expression.Constant constant) {
            constant(constant.value(), constant.at());
        } else if (written instanceof Expression.Name name) {
            begin('N', name.at());
            text(name.name());
        } else if (written instanceof Expression.Say said) {
            begin(said.block() ? 'B' : 'S', said.at());
            text(said.name());
            place(said.nameAt());
            list(said.arguments(), this::expression);
        } else if (written instanceof Expression.Ask asked) {
            begin(asked.safe() ? 'a' : 'A', asked.at());
            expression(asked.self());
            text(asked.name());
            place(asked.nameAt());
            list(asked.arguments(), this::expression);
        } else if (written instanceof Expression.Property property) {
            begin(property.safe() ? 'p' : 'P', property.at());
            expression(property.self());
            text(property.name());
            place(property.nameAt());
        } else if (written instanceof Expression.Text text) {
            begin('G', text.at());
            list(text.strings(), this::text);
            list(text.values(), this::expression);
        } else if (written instanceof Expression.Closure closure) {
            begin(closure.implicitIt() ? 'c' : 'C', closure.at());
            list(closure.parameters(), this::parameter);
            statement(closure.body());
        } else if (written instanceof Expression.ListOf list) {
            begin('L', list.at());
            list(list.elements(), this::expression);
        } else if (written instanceof Expression.MapOf map) {
            begin(map.arguments() ? 'm' : 'M', map.at());
            list(map.entries(), entry -> {
                expression(entry.key());
                expression(entry.value());
            });
        } else if (written instanceof Expression.Declaration declaration) {
            begin('D', declaration.at());
            text(declaration.name().name());
            place(declaration.name().at());
            expression(declaration.value());
        } else {
            operation(written);
        }
    }

    private void operation(Expression written) {
        if (written instanceof Expression.Range range) {
            begin('R', range.at());
            number(range.inclusive() ? 1 : 0);
            number(range.exclusiveLeft() ? 1 : 0);
        } else if (written instanceof Expression.Binary binary) {
            begin('O', binary.at());
            text(binary.operator());
        } else if (written instanceof Expression.Choice choice) {
            begin('?', choice.at());
        } else if (written instanceof Expression.Elvis elvis) {
            begin(':', elvis.at());
        } else if (written instanceof Expression.Truth truth) {
            begin(truth.negated() ? '!' : '=', truth.at());
        } else if (written instanceof Expression.Sign sign) {
            begin(sign.minus() ? '-' : '+', sign.at());
        } else if (written instanceof Expression.Step step) {
            begin(step.before() ? '<' : '>', step.at());
            text(step.operator());
        } else if (written instanceof Expression.As as) {
            begin('@', as.at());
            text(as.type());
        } else if (written instanceof Expression.Spread) {
            begin('*', written.at());
        } else {
            begin(written instanceof Expression.Nothing ? '0' : 'X', written.at());
        }
        written.parts().forEach(this::expression);
    }

    private void constant(Object value, Place at) {
        if (value instanceof String text) {
            begin('T', at);
            text(text);
        } else if (value instanceof Integer number) {
            begin('I', at);
            number(number);
        } else if (value instanceof BigInteger) {
            begin('J', at);
            text(value.toString());
        } else if (value instanceof BigDecimal) {
            begin('F', at);
            text(value.toString());
        } else {
            begin(value == null ? 'z' : value.equals(true) ? 'y' : 'n', at);
        }
    }

    private void begin(char letter, Place at) {
        out.write(letter);
        place(at);
    }

    private void place(Place place) {
        number(place.line() - line);
        number(place.column());
        number(place.lastLine() - place.line());
        number(place.lastColumn());
        line = place.line();
    }

    private <T> void list(List<T> elements, Consumer<T> each) {
        number(elements.size());
        elements.forEach(each);
    }

    private void text(String text) {
        Integer known = texts.putIfAbsent(text, texts.size() + 1);
        if (known != null) {
            number(known);
            return;
        }
        ByteBuffer bytes = encoded(text);
        number(0);
        number(bytes.remaining());
        out.write(bytes.array(), bytes.position(), bytes.remaining());
    }

    /** Not all texts of Groovy can be UTF-8: half of a pair of surrogates cannot. */
    private static ByteBuffer encoded(String text) {
        try {
            return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text that is no UTF-8", e);
        }
    }

    /** Seven bits a byte, the lowest first; the sign stands in the first bit. */
    private void number(int value) {
        int rest = value << 1 ^ value >> 31;
        while ((rest & ~0x7f) != 0) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
