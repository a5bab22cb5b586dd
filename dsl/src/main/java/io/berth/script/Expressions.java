package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.UnaryPlusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** The values of expressions. */
final class Expressions {

    private final Interpreter interpreter;
    private final Diagnostics diagnostics;
    private final Variables variables;
    private final Sight sight;
    private final SecretWords secrets;
    private final Places places;
    /** Expressions that went wrong: in a loop, that is said once. */
    private final Set<Expression> troubled = Collections.newSetFromMap(new IdentityHashMap<>());

    Expressions(Interpreter interpreter, Diagnostics diagnostics, Variables variables, SecretWords secrets, Sight sight) {
        this.interpreter = interpreter;
        this.diagnostics = diagnostics;
        this.variables = variables;
        this.secrets = secrets;
        this.sight = sight;
        this.places = new Places(this, sight);
    }

    /** The value, or {@link Unknown}, and why is said. */
    Object value(Expression written, Frame frame) {
        interpreter.step(written, frame);
        if (frame.source().refused().contains(written)) {
            return Unknown.VALUE;
        }
        try {
            return compute(written, frame);
        } catch (Trouble trouble) {
            if (troubled.add(written)) {
                diagnostics.error(trouble.at().equals(SourceRange.NONE) ? frame.source().at(written) : trouble.at(), trouble.getMessage(), trouble.hints());
            }
            return Unknown.VALUE;
        } catch (UnsupportedOperationException e) {
            diagnostics.error(frame.source().at(written), "this value cannot be changed");
            return Unknown.VALUE;
        }
    }

    private Object compute(Expression written, Frame frame) {
        if (written instanceof ConstantExpression constant) {
            Object value = constant.getValue();
            return value instanceof Number number ? Values.number(number) : value instanceof String text ? Operators.limited(text) : value;
        } else if (written instanceof VariableExpression name) {
            return named(name, frame);
        } else if (written instanceof MethodCallExpression call) {
            return called(call, frame);
        } else if (written instanceof PropertyExpression property) {
            return places.property(property, frame);
        } else if (written instanceof GStringExpression text) {
            return text(text, frame);
        } else if (written instanceof ClosureExpression closure) {
            return Code.of(closure, frame);
        } else if (written instanceof ListExpression list) {
            return values(list.getExpressions(), frame);
        } else if (written instanceof MapExpression map) {
            return map(map, frame);
        } else if (written instanceof RangeExpression range) {
            return range(range, frame);
        } else if (written instanceof DeclarationExpression declaration) {
            return declared(declaration, frame);
        } else if (written instanceof BinaryExpression binary) {
            return binary(binary, frame);
        } else if (written instanceof TernaryExpression choice) {
            return chosen(choice, frame);
        } else if (written instanceof BooleanExpression condition) {
            Object value = value(condition.getExpression(), frame);
            return Unknown.is(value) ? value : (Object) (Values.truth(value) != condition instanceof NotExpression);
        } else if (written instanceof UnaryMinusExpression minus) {
            return Operators.negative(value(minus.getExpression(), frame));
        } else if (written instanceof UnaryPlusExpression plus) {
            return value(plus.getExpression(), frame);
        } else if (written instanceof PostfixExpression step) {
            Object before = value(step.getExpression(), frame);
            places.assign(step.getExpression(), stepped(step.getOperation().getText(), before), frame);
            return before;
        } else if (written instanceof PrefixExpression step) {
            return places.assign(step.getExpression(), stepped(step.getOperation().getText(), value(step.getExpression(), frame)), frame);
        } else if (written instanceof CastExpression cast && cast.isCoerce()) {
            return Operators.as(value(cast.getExpression(), frame), cast.getType().getNameWithoutPackage());
        } else if (written instanceof EmptyExpression) {
            return null;
        }
        if (!diagnostics.hasErrors()) {
            throw new Trouble("this is not part of a playbook's Groovy");
        }
        return Unknown.VALUE;
    }

    private static Object stepped(String operator, Object value) {
        return Operators.binary(operator.substring(1), value, 1);
    }

    private Object named(VariableExpression written, Frame frame) {
        String name = written.getName();
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
            interpreter.misspelt(name, written, frame);
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

    private Object called(MethodCallExpression call, Frame frame) {
        String name = call.getMethodAsString();
        try {
            if (call.isImplicitThis()) {
                return calledByName(call, name, frame);
            }
            Object self = value(call.getObjectExpression(), frame);
            if (self == null && call.isSafe()) {
                return null;
            }
            List<Object> arguments = values(Call.arguments(call), frame);
            return Unknown.in(self) || arguments.stream().anyMatch(Unknown::in)
                    ? calledOnUnknown(arguments)
                    : Methods.call(self, name, arguments, interpreter::call);
        } catch (Trouble trouble) {
            SourceRange at = trouble.at().equals(SourceRange.NONE) ? frame.source().at(call.getMethod()) : trouble.at();
            throw new Trouble(at, trouble.getMessage(), trouble.hints());
        }
    }

    private Object calledByName(MethodCallExpression call, String name, Frame frame) {
        if (frame.knows(name) && frame.get(name) instanceof Code code) {
            return interpreter.call(code, values(Call.arguments(call), frame).toArray());
        }
        if (name.equals("secret") && !interpreter.isWordHere(name)) {
            return secret(call, frame);
        }
        return Functions.ALL.containsKey(name) && !interpreter.isWordHere(name)
                ? Functions.ALL.get(name).apply(values(Call.arguments(call), frame))
                : interpreter.say(call, frame);
    }

    private Object secret(MethodCallExpression call, Frame frame) {
        List<Object> arguments = values(Call.arguments(call), frame);
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

    private Object text(GStringExpression text, Frame frame) {
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < text.getStrings().size(); i++) {
            parts.add(text.getStrings().get(i).getValue());
            if (i < text.getValues().size()) {
                Object part = value(text.getValue(i), frame);
                if (Unknown.in(part)) {
                    return Unknown.VALUE;
                }
                parts.add(part);
            }
        }
        return Values.joined(parts);
    }

    private List<Object> values(List<Expression> written, Frame frame) {
        List<Object> values = new ArrayList<>();
        written.forEach(element -> values.add(value(element, frame)));
        return values;
    }

    private Object map(MapExpression written, Frame frame) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (MapEntryExpression entry : written.getMapEntryExpressions()) {
            Object key = value(entry.getKeyExpression(), frame);
            Object value = value(entry.getValueExpression(), frame);
            if (Unknown.is(key)) {
                return key;
            }
            if (!(key instanceof String name)) {
                throw new Trouble(frame.source().at(entry.getKeyExpression()), "the key of a map is a text, not " + Values.describe(key));
            }
            map.put(name, value);
        }
        return map.containsValue(Unknown.VALUE) ? Unknown.VALUE : map;
    }

    private Object range(RangeExpression written, Frame frame) {
        Object from = value(written.getFrom(), frame);
        Object to = value(written.getTo(), frame);
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
        long length = Math.abs((long) last - first) + (written.isInclusive() ? 1 : 0);
        if (written.isExclusiveLeft() || length > Values.LARGEST) {
            throw new Trouble("this range is not one that a playbook can have");
        }
        List<Object> range = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            int element = first + i * step;
            range.add(letters ? String.valueOf((char) element) : Integer.valueOf(element));
        }
        return range;
    }

    private Object declared(DeclarationExpression declaration, Frame frame) {
        if (!(declaration.getLeftExpression() instanceof VariableExpression variable)) {
            return Unknown.VALUE;
        }
        Object value = value(declaration.getRightExpression(), frame);
        if (frame.declaresHere(variable.getName())) {
            throw new Trouble(frame.source().at(variable), "'" + variable.getName() + "' is declared twice");
        }
        frame.declare(variable.getName(), value);
        return value;
    }

    private Object chosen(TernaryExpression choice, Frame frame) {
        Object condition = value(choice.getBooleanExpression().getExpression(), frame);
        if (Unknown.is(condition)) {
            return condition;
        }
        if (Values.truth(condition)) {
            return choice instanceof ElvisOperatorExpression ? condition : value(choice.getTrueExpression(), frame);
        }
        return value(choice.getFalseExpression(), frame);
    }

    private Object binary(BinaryExpression binary, Frame frame) {
        String operator = binary.getOperation().getText();
        Expression left = binary.getLeftExpression();
        Expression right = binary.getRightExpression();
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
