package io.berth.script;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads what {@link TreeWriter} wrote. */
final class TreeReader {

    private final byte[] bytes;
    private final List<String> texts = new ArrayList<>();
    private int next;
    private int line;

    private TreeReader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.next = from;
    }

    /**
     * @param from where the tree begins; it goes to the end
     * @throws RuntimeException if that is no tree
     */
    static Tree tree(byte[] bytes, int from) {
        TreeReader reader = new TreeReader(bytes, from);
        List<Tree.Function> functions = reader.list(reader::function);
        Tree tree = new Tree(functions, reader.list(reader::statement));
        if (reader.next != bytes.length) {
            throw new IllegalArgumentException("something stands behind the tree");
        }
        return tree;
    }

    private Tree.Function function() {
        Place at = place();
        return new Tree.Function(text(), list(this::parameter), statement(), at);
    }

    private Expression.Parameter parameter() {
        Place at = place();
        return new Expression.Parameter(text(), expression(), at);
    }

    private Statement statement() {
        char letter = (char) bytes[next++];
        Place at = place();
        return switch (letter) {
            case 'd' -> new Statement.Do(expression(), at);
            case 'b' -> new Statement.Block(list(this::statement), at);
            case 'l' -> new Statement.Labelled(text(), statement(), at);
            case 'i' -> new Statement.If(expression(), statement(), statement(), at);
            case 'f' -> new Statement.ForEach(text(), expression(), statement(), at);
            case 'w' -> new Statement.While(expression(), statement(), at);
            case 'r' -> new Statement.Return(expression(), at);
            case 's' -> new Statement.Switch(expression(), list(() -> new Statement.Case(expression(), statement())), statement(), at);
            case 'a' -> new Statement.Assert(expression(), expression(), at);
            case 't' -> new Statement.Throw(expression(), at);
            case 'k' -> new Statement.Break(at);
            case 'c' -> new Statement.Continue(at);
            case 'n' -> new Statement.Nothing(at);
            default -> throw new IllegalArgumentException("no statement: " + letter);
        };
    }

    private Expression expression() {
        char letter = (char) bytes[next++];
        Place at = place();
        return switch (letter) {
            case 'T' -> new Expression.Constant(text(), at);
            case 'I' -> new Expression.Constant(number(), at);
            case 'J' -> new Expression.Constant(new BigInteger(text()), at);
            case 'F' -> new Expression.Constant(new BigDecimal(text()), at);
            case 'z' -> new Expression.Constant(null, at);
            case 'y' -> new Expression.Constant(true, at);
            case 'n' -> new Expression.Constant(false, at);
            case 'N' -> new Expression.Name(text(), at);
            case 'S', 'B' -> new Expression.Say(text(), place(), list(this::expression), letter == 'B', at);
            case 'A', 'a' -> new Expression.Ask(expression(), letter == 'a', text(), place(), list(this::expression), at);
            case 'P', 'p' -> new Expression.Property(expression(), letter == 'p', text(), place(), at);
            case 'G' -> new Expression.Text(list(this::text), list(this::expression), at);
            case 'C', 'c' -> new Expression.Closure(list(this::parameter), letter == 'c', statement(), at);
            case 'L' -> new Expression.ListOf(list(this::expression), at);
            case 'M', 'm' -> new Expression.MapOf(list(() -> new Expression.Entry(expression(), expression())), letter == 'm', at);
            case 'D' -> new Expression.Declaration(new Expression.Name(text(), place()), expression(), at);
            default -> operation(letter, at);
        };
    }

    private Expression operation(char letter, Place at) {
        switch (letter) {
            case 'R':
                boolean inclusive = number() == 1;
                boolean exclusiveLeft = number() == 1;
                return new Expression.Range(expression(), expression(), inclusive, exclusiveLeft, at);
            case 'O':
                return new Expression.Binary(text(), expression(), expression(), at);
            case '?':
                return new Expression.Choice(expression(), expression(), expression(), at);
            case ':':
                return new Expression.Elvis(expression(), expression(), at);
            case '!', '=':
                return new Expression.Truth(expression(), letter == '!', at);
            case '-', '+':
                return new Expression.Sign(letter == '-', expression(), at);
            case '<', '>':
                return new Expression.Step(text(), letter == '<', expression(), at);
            case '@':
                String type = text();
                return new Expression.As(expression(), type, at);
            case '*':
                return new Expression.Spread(at);
            case '0':
                return new Expression.Nothing(at);
            case 'X':
                return new Expression.Refused(at);
            default:
                throw new IllegalArgumentException("no expression: " + letter);
        }
    }

    private Place place() {
        line += number();
        int column = number();
        int lines = number();
        return new Place(line, column, line + lines, number());
    }

    private <T> List<T> list(Supplier<T> each) {
        int size = number();
        List<T> elements = new ArrayList<>(Math.min(size, bytes.length));
        for (int i = 0; i < size; i++) {
            elements.add(each.get());
        }
        return elements;
    }

    private String text() {
        int known = number();
        if (known > 0) {
            return texts.get(known - 1);
        }
        int length = number();
        String text = new String(bytes, next, length, StandardCharsets.UTF_8);
        next += length;
        texts.add(text);
        return text;
    }

    private int number() {
        int value = 0;
        int shift = 0;
        int read;
        do {
            read = bytes[next++];
            value |= (read & 0x7f) << shift;
            shift += 7;
        } while (read < 0);
        return value >>> 1 ^ -(value & 1);
    }
}
