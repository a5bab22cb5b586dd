package io.berth.script;

import io.berth.model.Seconds;
import io.berth.model.Secret;
import io.berth.model.Size;
import io.berth.model.Slot;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The values of playbook code: texts, secrets, numbers, booleans, sizes, durations, lists, maps, closures, and records of the model. */
final class Values {

    /** The longest text and list that playbook code may make. */
    static final int LARGEST = 1 << 20;

    private static final int DEEPEST = 50;

    private Values() {
    }

    /** Whole numbers as Integer where they fit, else Long; all others as BigDecimal. */
    static Object number(Object number) {
        if (number instanceof BigInteger big) {
            return whole(new BigDecimal(big));
        }
        if (number instanceof Double || number instanceof Float) {
            return new BigDecimal(number.toString());
        }
        return number instanceof BigDecimal ? number : whole(((Number) number).longValue());
    }

    static Number whole(long value) {
        if (value == (int) value) {
            return (int) value;
        }
        return value;
    }

    static Number whole(BigDecimal value) {
        try {
            return whole(value.longValueExact());
        } catch (ArithmeticException e) {
            throw new Trouble("the number " + value.toPlainString() + " is too large");
        }
    }

    static boolean isWhole(Object value) {
        return value instanceof Integer || value instanceof Long;
    }

    static BigDecimal decimal(Object number) {
        return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(((Number) number).longValue());
    }

    /** What counts as true in a condition: as in Groovy, nothing, zero and what is empty do not. */
    static boolean truth(Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        if (value instanceof Handle) {
            throw new Trouble("whether a task's result is true says nothing", "ask for a part of it: changed, failed, skipped, status, out");
        }
        return value instanceof Number number ? decimal(number).signum() != 0 : value != null;
    }

    static boolean equal(Object left, Object right) {
        if (left instanceof Secret || right instanceof Secret) {
            throw new Trouble(describe(left instanceof Secret ? left : right) + " cannot be compared: what the playbook does would tell what it is");
        }
        if (left instanceof Number && right instanceof Number) {
            return decimal(left).compareTo(decimal(right)) == 0;
        }
        return left == null ? right == null : left.equals(right);
    }

    static int compare(Object left, Object right) {
        if (Unknown.is(left) || Unknown.is(right)) {
            return 0;
        }
        if (left instanceof Number && right instanceof Number) {
            return decimal(left).compareTo(decimal(right));
        }
        if (left instanceof String a && right instanceof String b) {
            return a.compareTo(b);
        }
        if (left instanceof Size a && right instanceof Size b) {
            return a.compareTo(b);
        }
        if (left instanceof Duration a && right instanceof Duration b) {
            return a.compareTo(b);
        }
        if (left instanceof Version a && right instanceof Version b) {
            return a.compareTo(b);
        }
        throw new Trouble("cannot compare " + describe(left) + " with " + describe(right));
    }

    /** The value inside a text, masked where it is secret. */
    static String display(Object value) {
        StringBuilder out = new StringBuilder();
        display(value, out, 0);
        return out.toString();
    }

    /** The values one behind the other: a text, or a secret if there is one among them. */
    static Object joined(List<?> values) {
        Set<String> names = new LinkedHashSet<>();
        secretsIn(values).forEach(secret -> names.add(secret.name()));
        StringBuilder out = new StringBuilder();
        values.forEach(value -> display(names.isEmpty() ? value : revealed(value), out, 0));
        String text = Operators.limited(out.toString());
        return names.isEmpty() ? text : new Secret(String.join(" and ", names), text);
    }

    /** The secrets within the value. */
    static List<Secret> secretsIn(Object value) {
        List<Secret> secrets = new ArrayList<>();
        secretsIn(value, secrets, Collections.newSetFromMap(new IdentityHashMap<>()));
        return secrets;
    }

    /** @param seen lists and maps looked into already: one may be in many places, itself among them */
    private static void secretsIn(Object value, List<Secret> into, Set<Object> seen) {
        if (value instanceof Secret secret) {
            into.add(secret);
        } else if (value instanceof List<?> list && seen.add(list)) {
            list.forEach(element -> secretsIn(element, into, seen));
        } else if (value instanceof Map<?, ?> map && seen.add(map)) {
            map.values().forEach(element -> secretsIn(element, into, seen));
        }
    }

    /** The value with texts in place of secrets: for what has been found to be a place for them. */
    static Object revealed(Object value) {
        return revealed(value, 0);
    }

    private static Object revealed(Object value, int depth) {
        if (depth > DEEPEST) {
            throw new Trouble("is nested too deeply");
        }
        if (value instanceof Secret secret) {
            return secret.text();
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(revealed(element, depth + 1)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(key, revealed(element, depth + 1)));
            return copy;
        }
        return value;
    }

    private static void display(Object value, StringBuilder out, int depth) {
        if (depth > DEEPEST || out.length() > LARGEST) {
            throw new Trouble("the text is too long");
        }
        if (value instanceof List<?> list) {
            String separator = "";
            out.append('[');
            for (Object element : list) {
                display(element, out.append(separator), depth + 1);
                separator = ", ";
            }
            out.append(']');
        } else if (value instanceof Map<?, ?> map) {
            String separator = "";
            out.append('[');
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                display(entry.getValue(), out.append(separator).append(entry.getKey()).append(':'), depth + 1);
                separator = ", ";
            }
            out.append(map.isEmpty() ? ":]" : "]");
        } else if (value instanceof Slot slot) {
            out.append(slot.name());
        } else if (value instanceof HostSeen host) {
            out.append(host.name());
        } else if (value instanceof Handle handle) {
            throw new Trouble("the result of a task is no text", "take a part of it in a block { … }, such as out");
        } else if (value instanceof BigDecimal decimal) {
            out.append(decimal.toPlainString());
        } else {
            out.append(value);
        }
    }

    /** The value as an error names it: {@code the text 'big'}. */
    static String describe(Object value) {
        if (value == null) {
            return "nothing (null)";
        }
        if (value instanceof String text) {
            return "the text '" + shortened(text) + "'";
        }
        if (value instanceof Secret secret) {
            return "the secret '" + secret.name() + "'";
        }
        if (value instanceof Number) {
            return "the number " + display(value);
        }
        if (value instanceof Size) {
            return "the size " + value;
        }
        if (value instanceof Duration duration) {
            return "the duration " + Seconds.of(duration);
        }
        if (value instanceof List<?>) {
            return "a list";
        }
        if (value instanceof Map<?, ?>) {
            return "a map";
        }
        if (value instanceof Code) {
            return "a block";
        }
        if (value instanceof Handle handle) {
            return "the result of '" + handle.word() + "'";
        }
        if (value instanceof Version) {
            return "the version " + value;
        }
        if (value instanceof HostSeen host) {
            return "the host '" + host.name() + "'";
        }
        return value instanceof Slot slot ? "the slot '" + slot.name() + "'" : String.valueOf(value);
    }

    private static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() == text.length() && line.length() <= 40 ? line : line.substring(0, Math.min(40, line.length())) + "…";
    }

    /**
     * A deep copy that playbook code cannot change any more.
     *
     * @throws Trouble if there is something in it that is not plain data
     */
    static Object frozen(Object value) {
        return frozen(value, 0);
    }

    /** Whether it is plain data all through. */
    static boolean isPlain(Object value) {
        try {
            frozen(value);
            return true;
        } catch (Trouble notPlain) {
            return false;
        }
    }

    private static Object frozen(Object value, int depth) {
        if (depth > DEEPEST) {
            throw new Trouble("is nested too deeply");
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(frozen(element, depth + 1)));
            return List.copyOf(copy);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put((String) key, frozen(element, depth + 1)));
            return Collections.unmodifiableMap(copy);
        }
        if (value instanceof String || value instanceof Secret || value instanceof Number || value instanceof Boolean
                || value instanceof Size || value instanceof Duration) {
            return value;
        }
        throw new Trouble("wants plain data, not " + describe(value));
    }
}
