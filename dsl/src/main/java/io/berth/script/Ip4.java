package io.berth.script;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 address.
 *
 * @param value as a number, 0 to 2^32 - 1
 */
record Ip4(long value) implements Comparable<Ip4> {

    private static final Pattern DOTTED = Pattern.compile("(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})");

    /** @throws Trouble if it is none */
    static Ip4 of(String text) {
        Matcher dotted = DOTTED.matcher(text);
        long value = 0;
        boolean good = dotted.matches();
        for (int i = 1; good && i <= 4; i++) {
            int part = Integer.parseInt(dotted.group(i));
            good = part <= 255;
            value = value * 256 + part;
        }
        if (!good) {
            throw new Trouble("'" + text + "' is not an IPv4 address");
        }
        return new Ip4(value);
    }

    @Override
    public int compareTo(Ip4 other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return (value >> 24) + "." + (value >> 16 & 255) + "." + (value >> 8 & 255) + "." + (value & 255);
    }
}
