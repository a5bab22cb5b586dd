package io.berth.script;

import java.util.List;

/**
 * A method that playbook code may call on a value.
 *
 * @param least how many arguments it takes at least
 * @param most and at most
 */
record Method(int least, int most, Body body) {

    /** Calls a closure of the playbook. */
    @FunctionalInterface
    interface Caller {
        Object call(Code code, Object... arguments);
    }

    /** @throws Trouble if it cannot do what it is asked */
    @FunctionalInterface
    interface Body {
        Object of(Object self, List<Object> arguments, Caller caller);
    }

    static Method taking(int arguments, Body body) {
        return new Method(arguments, arguments, body);
    }

    static Method taking(int least, int most, Body body) {
        return new Method(least, most, body);
    }

    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new Trouble("wants a text, not " + Values.describe(value));
    }

    static int count(Object value) {
        if (value instanceof Integer number) {
            return number;
        }
        throw new Trouble("wants a whole number, not " + Values.describe(value));
    }

    static Code code(Object value) {
        if (value instanceof Code code) {
            return code;
        }
        throw new Trouble("wants a block { … }, not " + Values.describe(value));
    }

    /** A count of elements from the start, cut to what there is. */
    static int within(int size, Object count) {
        return Math.max(0, Math.min(size, count(count)));
    }
}
