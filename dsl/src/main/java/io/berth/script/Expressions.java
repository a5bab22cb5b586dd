package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of expressions. */
final class Expressions {

    private final Interpreter interpreter;
    private final Diagnostics diagnostics;
    private final Places places;
    private final Meanings meanings;
    /** Expressions that went wrong: in a loop, that is said once. */
    private final Set<Expression> troubled = Collections.newSetFromMap(new IdentityHashMap<>());

    Expressions(Interpreter interpreter, Diagnostics diagnostics, Variables variables, SecretWords secrets, Sight sight) {
        this.interpreter = interpreter;
        this.diagnostics = diagnostics;
        this.places = new Places(this, sight);
        this.meanings = new Meanings(interpreter, this, variables, secrets, sight);
    }

    /** The value, or {@link Unknown}, and why is said. */
    Object value(Expression written, Frame frame) {
        interpreter.step(written, frame);
        try {
            return compute(written, frame);
        } catch (Trouble trouble) {
            if (troubled.add(written)) {
                diagnostics.error(trouble.at().equals(SourceRange.NONE) ? frame.source().at(written.at()) : trouble.at(), trouble.getMessage(), trouble.hints());
            }
            return Unknown.VALUE;
        } catch (UnsupportedOperationException e) {
            diagnostics.error(frame.source().at(written.at()), "this value cannot be changed");
            return Unknown.VALUE;
        }
    }

    private Object compute(Expression written, Frame frame) {
        if (written instanceof Expression.Constant constant) {
            Object value = constant.value();
            return value instanceof Number number ? Values.number(number) : value instanceof String text ? Operators.limited(text) : value;
        } else if (written instanceof Expression.Name name) {
            return meanings.named(name, frame);
        } else if (written instanceof Expression.Say said) {
            return meanings.said(said, frame);
        } else if (written instanceof Expression.Ask call) {
            return meanings.asked(call, frame);
        } else if (written instanceof Expression.Property property) {
            return places.property(property, frame);
        } else if (written instanceof Expression.Text text) {
            return text(text, frame);
        } else if (written instanceof Expression.Closure closure) {
            return Code.of(closure, frame);
        } else if (written instanceof Expression.ListOf list) {
            return values(list.elements(), frame);
        } else if (written instanceof Expression.MapOf map) {
            return map(map, frame);
        } else if (written instanceof Expression.Range range) {
            return range(range, frame);
        } else if (written instanceof Expression.Declaration declaration) {
            return declared(declaration, frame);
        }
        return operated(written, frame);
    }

    private Object operated(Expression written, Frame frame) {
        if (written instanceof Expression.Binary binary) {
            return binary(binary, frame);
        } else if (written instanceof Expression.Choice choice) {
            Object condition = value(choice.condition(), frame);
            return Unknown.is(condition) ? condition : value(Values.truth(condition) ? choice.yes() : choice.no(), frame);
        } else if (written instanceof Expression.Elvis choice) {
            Object value = value(choice.value(), frame);
            return Unknown.is(value) || Values.truth(value) ? value : value(choice.otherwise(), frame);
        } else if (written instanceof Expression.Truth truth) {
            Object value = value(truth.of(), frame);
            return Unknown.is(value) ? value : (Object) (Values.truth(value) != truth.negated());
        } else if (written instanceof Expression.Sign sign) {
            Object value = value(sign.of(), frame);
            return sign.minus() ? Operators.negative(value) : value;
        } else if (written instanceof Expression.Step step) {
            Object before = value(step.of(), frame);
            Object after = places.assign(step.of(), Operators.binary(step.operator(), before, 1), frame);
            return step.before() ? after : before;
        } else if (written instanceof Expression.As as) {
            return Operators.as(value(as.value(), frame), as.type());
        } else if (written instanceof Expression.Refused && !diagnostics.hasErrors()) {
            throw new Trouble("this is not part of a playbook's Groovy");
        }
        return written instanceof Expression.Nothing ? null : Unknown.VALUE;
    }

    private Object text(Expression.Text text, Frame frame) {
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < text.strings().size(); i++) {
            parts.add(text.strings().get(i));
            if (i < text.values().size()) {
                Object part = value(text.values().get(i), frame);
                if (Unknown.in(part)) {
                    return Unknown.VALUE;
                }
                parts.add(part);
            }
        }
        return Values.joined(parts);
    }

    List<Object> values(List<Expression> written, Frame frame) {
        List<Object> values = new ArrayList<>();
        written.forEach(element -> values.add(value(element, frame)));
        return values;
    }

    private Object map(Expression.MapOf written, Frame frame) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Expression.Entry entry : written.entries()) {
            if (entry.key() instanceof Expression.Spread) {
                Optional<Map<String, Object>> spread = spread(entry, frame);
                if (spread.isEmpty()) {
                    return Unknown.VALUE;
                }
                map.putAll(spread.get());
                continue;
            }
            Object key = value(entry.key(), frame);
            Object value = value(entry.value(), frame);
            if (Unknown.is(key)) {
                return key;
            }
            if (!(key instanceof String name)) {
                throw new Trouble(frame.source().at(entry.key().at()), "the key of a map is a text, not " + Values.describe(key));
            }
            map.put(name, value);
        }
        return map.containsValue(Unknown.VALUE) ? Unknown.VALUE : map;
    }

    /** The map of {@code *: map}; empty if it is not known, which is said. */
    Optional<Map<String, Object>> spread(Expression.Entry entry, Frame frame) {
        Object value = value(entry.value(), frame);
        if (Unknown.in(value)) {
            return Optional.empty();
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw new Trouble(frame.source().at(entry.value().at()), "behind '*:' stands a map, not " + Values.describe(value));
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        map.forEach((name, part) -> entries.put((String) name, part));
        return Optional.of(entries);
    }

    private Object range(Expression.Range written, Frame frame) {
        Object from = value(written.from(), frame);
        Object to = value(written.to(), frame);
        if (Unknown.is(from) || Unknown.is(to)) {
            return Unknown.VALUE;
        }
        boolean letters = from instanceof String a && to instanceof String b && a.length() == 1 && b.length() == 1;
        if (!letters && !(from instanceof Integer && to instanceof Integer)) {
            throw new Trouble("there is no range from " + Values.describe(from) + " to " + Values.describe(to));
        }
        int first = letters ? ((String) from).charAt(0) : (Integer) from;
        int last = letters ? ((String) to).charAt(0) : (Integer) to;
        int step = first <= last ? 1 : -1;
        long length = Math.abs((long) last - first) + (written.inclusive() ? 1 : 0);
        if (written.exclusiveLeft() || length > Values.LARGEST) {
            throw new Trouble("this range is not one that a playbook can have");
        }
        List<Object> range = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            int element = first + i * step;
            range.add(letters ? String.valueOf((char) element) : Integer.valueOf(element));
        }
        return range;
    }

    private Object declared(Expression.Declaration declaration, Frame frame) {
        String name = declaration.name().name();
        Object value = value(declaration.value(), frame);
        if (frame.declaresHere(name)) {
            throw new Trouble(frame.source().at(declaration.name().at()), "'" + name + "' is declared twice");
        }
        frame.declare(name, value);
        return value;
    }

    private Object binary(Expression.Binary binary, Frame frame) {
        String operator = binary.operator();
        Expression left = binary.left();
        Expression right = binary.right();
        switch (operator) {
            case "=":
                return places.assign(left, value(right, frame), frame);
            case "+=", "-=", "*=", "/=", "%=":
                Object sum = Operators.binary(operator.substring(0, 1), value(left, frame), value(right, frame));
                return places.assign(left, sum, frame);
            case "[":
                return places.element(value(left, frame), value(right, frame));
            case "&&", "||":
                Object first = value(left, frame);
                if (Unknown.is(first) || Values.truth(first) == operator.equals("||")) {
                    return Unknown.is(first) ? first : (Object) operator.equals("||");
                }
                Object second = value(right, frame);
                return Unknown.is(second) ? second : (Object) Values.truth(second);
            default:
                return Operators.binary(operator, value(left, frame), value(right, frame));
        }
    }
}
