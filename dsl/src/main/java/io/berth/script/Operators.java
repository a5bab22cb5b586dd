package io.berth.script;

import io.berth.model.Secret;
import io.berth.model.Size;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code + - * / %}, comparisons and units do. Overflow is an error, never a wrong number. */
final class Operators {

    static final Map<String, Long> SIZE_UNITS = Map.of(
            "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

    static final Map<String, Duration> DURATION_UNITS = Map.of(
            "milliseconds", Duration.ofMillis(1),
            "second", Duration.ofSeconds(1), "seconds", Duration.ofSeconds(1),
            "minute", Duration.ofMinutes(1), "minutes", Duration.ofMinutes(1),
            "hour", Duration.ofHours(1), "hours", Duration.ofHours(1),
            "day", Duration.ofDays(1), "days", Duration.ofDays(1));

    private Operators() {
    }

    static Object binary(String operator, Object left, Object right) {
        if (Unknown.is(left) || Unknown.is(right)) {
            return Unknown.VALUE;
        }
        try {
            return switch (operator) {
                case "==" -> Values.equal(left, right);
                case "!=" -> !Values.equal(left, right);
                case "<" -> Values.compare(left, right) < 0;
                case "<=" -> Values.compare(left, right) <= 0;
                case ">" -> Values.compare(left, right) > 0;
                case ">=" -> Values.compare(left, right) >= 0;
                case "<=>" -> Values.compare(left, right);
                case "in" -> contains(right, left);
                case "!in" -> !contains(right, left);
                case "+" -> plus(left, right);
                case "-" -> minus(left, right);
                case "*" -> times(left, right);
                case "/" -> divided(left, right);
                case "%" -> remainder(left, right);
                case "<<" -> append(left, right);
                case "=~" -> Regex.find(left, right);
                case "==~" -> Regex.matches(left, right);
                default -> throw new Trouble("the operator '" + operator + "' is not part of a playbook's Groovy");
            };
        } catch (ArithmeticException e) {
            throw new Trouble("the result of '" + operator + "' is too large");
        }
    }

    /** {@code value as Integer}. */
    static Object as(Object value, String type) {
        if (Unknown.is(value) || value == null) {
            return value;
        }
        return switch (type) {
            case "String" -> Values.display(value);
            case "Boolean", "boolean" -> Values.truth(value);
            case "BigDecimal" -> Values.decimal(value instanceof String text ? TextMethods.number(text) : number(value, type));
            case "List" -> value instanceof Map<?, ?> map ? new ArrayList<>(map.values()) : value instanceof List<?> ? value : List.of(value);
            default -> value instanceof String text ? TextMethods.toInteger(text)
                    : Values.whole(Values.decimal(number(value, type)).setScale(0, RoundingMode.DOWN));
        };
    }

    private static Object number(Object value, String type) {
        if (value instanceof Number) {
            return value;
        }
        throw new Trouble(Values.describe(value) + " cannot be taken as " + type);
    }

    static Object negative(Object value) {
        if (Unknown.is(value)) {
            return value;
        }
        if (value instanceof Number) {
            return binary("-", 0, value);
        }
        if (value instanceof Size) {
            throw new Trouble("a size is not negative");
        }
        if (value instanceof Duration) {
            throw new Trouble("a duration is not negative");
        }
        throw new Trouble("there is no negative of " + Values.describe(value));
    }

    /** {@code 2.GiB}, {@code 30.seconds}. */
    static Object withUnit(Number number, String unit) {
        if (!Values.isWhole(number)) {
            throw new Trouble("a size or duration is a whole number of a unit", "take a smaller unit");
        }
        boolean size = SIZE_UNITS.containsKey(unit);
        if (number.longValue() < 0) {
            throw new Trouble(size ? "a size is not negative" : "a duration is not negative");
        }
        try {
            return size
                    ? new Size(Math.multiplyExact(number.longValue(), SIZE_UNITS.get(unit)))
                    : DURATION_UNITS.get(unit).multipliedBy(number.longValue());
        } catch (ArithmeticException e) {
            throw new Trouble((size ? "the size " : "the duration ") + number + " " + unit + " is too large");
        }
    }

    private static Object plus(Object left, Object right) {
        if (left instanceof Number && right instanceof Number) {
            return Values.isWhole(left) && Values.isWhole(right)
                    ? Values.whole(Math.addExact(((Number) left).longValue(), ((Number) right).longValue()))
                    : Values.decimal(left).add(Values.decimal(right));
        }
        if (left instanceof String || right instanceof String || left instanceof Secret || right instanceof Secret) {
            return Values.joined(Arrays.asList(left, right));
        }
        if (left instanceof Size a && right instanceof Size b) {
            return new Size(Math.addExact(a.bytes(), b.bytes()));
        }
        if (left instanceof Duration a && right instanceof Duration b) {
            return a.plus(b);
        }
        if (left instanceof List<?> a) {
            List<Object> sum = new ArrayList<>(a);
            if (right instanceof List<?> b) {
                sum.addAll(b);
            } else {
                sum.add(right);
            }
            return limited(sum);
        }
        if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
            Map<Object, Object> sum = new LinkedHashMap<>(a);
            sum.putAll(b);
            return sum;
        }
        throw cannot("add", right, "to", left);
    }

    private static Object minus(Object left, Object right) {
        if (left instanceof Number && right instanceof Number) {
            return Values.isWhole(left) && Values.isWhole(right)
                    ? Values.whole(Math.subtractExact(((Number) left).longValue(), ((Number) right).longValue()))
                    : Values.decimal(left).subtract(Values.decimal(right));
        }
        if (left instanceof Size a && right instanceof Size b) {
            if (a.compareTo(b) < 0) {
                throw new Trouble("a size is not negative");
            }
            return new Size(a.bytes() - b.bytes());
        }
        if (left instanceof Duration a && right instanceof Duration b) {
            if (a.compareTo(b) < 0) {
                throw new Trouble("a duration is not negative");
            }
            return a.minus(b);
        }
        if (left instanceof List<?> a) {
            List<Object> rest = new ArrayList<>(a);
            rest.removeAll(right instanceof List<?> b ? b : List.of(right));
            return rest;
        }
        throw cannot("take", right, "from", left);
    }

    private static Object times(Object left, Object right) {
        if (left instanceof Number && right instanceof Number) {
            return Values.isWhole(left) && Values.isWhole(right)
                    ? Values.whole(Math.multiplyExact(((Number) left).longValue(), ((Number) right).longValue()))
                    : Values.decimal(left).multiply(Values.decimal(right));
        }
        if (Values.isWhole(left)) {
            return times(right, left);
        }
        if (Values.isWhole(right)) {
            long count = ((Number) right).longValue();
            if (count < 0) {
                throw new Trouble("a negative number of times makes no sense");
            }
            if (left instanceof Size size) {
                return new Size(Math.multiplyExact(size.bytes(), count));
            }
            if (left instanceof Duration duration) {
                return duration.multipliedBy(count);
            }
            if (left instanceof String text) {
                if (Math.multiplyExact(count, text.length()) > Values.LARGEST) {
                    throw new Trouble("the text is too long");
                }
                return text.repeat((int) count);
            }
        }
        throw cannot("multiply", left, "by", right);
    }

    private static Object divided(Object left, Object right) {
        if (right instanceof Number divisor && Values.decimal(divisor).signum() == 0) {
            throw new Trouble("division by zero");
        }
        if (left instanceof Number && right instanceof Number) {
            BigDecimal result = Values.decimal(left).divide(Values.decimal(right), MathContext.DECIMAL64);
            return result.stripTrailingZeros().scale() <= 0 && Values.isWhole(left) && Values.isWhole(right)
                    ? Values.whole(result)
                    : result;
        }
        if (Values.isWhole(right) && ((Number) right).longValue() > 0) {
            long divisor = ((Number) right).longValue();
            if (left instanceof Size size) {
                return new Size(size.bytes() / divisor);
            }
            if (left instanceof Duration duration) {
                return duration.dividedBy(divisor);
            }
        }
        throw cannot("divide", left, "by", right);
    }

    private static Object remainder(Object left, Object right) {
        if (!Values.isWhole(left) || !Values.isWhole(right)) {
            throw cannot("divide", left, "by", right);
        }
        if (((Number) right).longValue() == 0) {
            throw new Trouble("division by zero");
        }
        return Values.whole(((Number) left).longValue() % ((Number) right).longValue());
    }

    @SuppressWarnings("unchecked")
    private static Object append(Object left, Object right) {
        if (left instanceof List<?> list) {
            ((List<Object>) list).add(right);
            return limited(list);
        }
        throw cannot("append", right, "to", left);
    }

    private static boolean contains(Object many, Object one) {
        if (many instanceof List<?> list) {
            return list.stream().anyMatch(element -> Values.equal(element, one));
        }
        if (many instanceof Map<?, ?> map) {
            return map.containsKey(one);
        }
        if (many instanceof String text && one instanceof String part) {
            return text.contains(part);
        }
        throw cannot("look for", one, "in", many);
    }

    /** The text, if it is one that files and programs can be given. */
    static String limited(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new Trouble("a text cannot hold the NUL character");
        }
        if (text.length() > Values.LARGEST) {
            throw new Trouble("the text is too long");
        }
        return text;
    }

    static <T> List<T> limited(List<T> list) {
        if (list.size() > Values.LARGEST) {
            throw new Trouble("the list is too long");
        }
        return list;
    }

    private static Trouble cannot(String verb, Object what, String preposition, Object other) {
        return new Trouble("cannot " + verb + " " + Values.describe(what) + " " + preposition + " " + Values.describe(other));
    }
}
