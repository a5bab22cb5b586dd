package io.berth.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of hosts as Ansible writes them: {@code web[01:10:2]}, {@code db-[a:f]}, {@code kvm1:2222}, {@code [2001:db8::1]:22}.
 *
 * @param names at least one
 * @param port 0: none is given
 */
record HostNames(List<String> names, int port) {

    private static final Pattern BRACKETED = Pattern.compile("\\[([^\\[\\]]+)]:([0-9]+)");
    private static final Pattern WITH_PORT = Pattern.compile("((?:[^:\\[\\]]|\\[[^]]*])*):([0-9]+)");
    private static final Pattern RANGE = Pattern.compile("([^\\[\\]]*)\\[([^\\[\\]]*)](.*)");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:.]*(?:%\\w+)?");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int MOST = 100_000;

    /** @throws IllegalArgumentException if it makes no sense; the message says why */
    static HostNames of(String written) {
        String pattern = written;
        int port = 0;
        Matcher bracketed = BRACKETED.matcher(written);
        Matcher withPort = WITH_PORT.matcher(written);
        Matcher matched = bracketed.matches() ? bracketed : withPort;
        if (matched == bracketed || withPort.matches()) {
            pattern = matched.group(1);
            port = matched.group(2).length() > 5 ? 65536 : Integer.parseInt(matched.group(2));
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("a port is between 1 and 65535");
            }
        } else if (written.endsWith(":") && !IPV6.matcher(written).matches()) {
            throw new IllegalArgumentException("'" + written + "' ends in ':': a port is missing, or this is YAML");
        }
        List<String> names = new ArrayList<>();
        expand(pattern, names);
        for (String name : names) {
            if (!NAME.matcher(name).matches() && !IPV6.matcher(name).matches() || name.length() > 253) {
                throw new IllegalArgumentException("'" + name + "' cannot be the name of a host: letters, digits, '.', '_' and '-', or an IPv6 address");
            }
        }
        return new HostNames(List.copyOf(names), port);
    }

    private static void expand(String pattern, List<String> into) {
        Matcher range = RANGE.matcher(pattern);
        if (!range.matches()) {
            into.add(pattern);
            return;
        }
        for (String part : parts(range.group(2))) {
            expand(range.group(1) + part + range.group(3), into);
            if (into.size() > MOST) {
                throw new IllegalArgumentException("'" + pattern + "' means more than " + MOST + " hosts");
            }
        }
    }

    private static List<String> parts(String range) {
        String[] bounds = range.split(":", -1);
        String shape = "'[" + range + "]' is not a range such as [1:10], [01:10:2] or [a:f]";
        if (bounds.length < 2 || bounds.length > 3 || bounds[1].isEmpty() || bounds.length == 3 && !bounds[2].matches("0*[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException(shape);
        }
        int step = bounds.length == 3 ? Integer.parseInt(bounds[2]) : 1;
        String first = bounds[0].isEmpty() ? "0" : bounds[0];
        String last = bounds[1];
        boolean letters = first.length() == 1 && last.length() == 1 && LETTERS.contains(first) && LETTERS.contains(last);
        if (!letters && !(first + last).matches("[0-9]{2,16}") || first.length() > 8 || last.length() > 8) {
            throw new IllegalArgumentException(shape);
        }
        int from = letters ? LETTERS.indexOf(first) : Integer.parseInt(first);
        int to = letters ? LETTERS.indexOf(last) : Integer.parseInt(last);
        if (from > to) {
            throw new IllegalArgumentException("'[" + range + "]' runs backwards");
        }
        boolean filled = first.length() > 1 && first.startsWith("0");
        if (filled && first.length() != last.length()) {
            throw new IllegalArgumentException("in '[" + range + "]' both ends want the same number of digits");
        }
        if ((to - from) / step >= MOST) {
            throw new IllegalArgumentException("'[" + range + "]' means more than " + MOST + " hosts");
        }
        List<String> parts = new ArrayList<>();
        for (int i = from; i <= to; i += step) {
            parts.add(letters ? LETTERS.substring(i, i + 1) : filled ? String.format("%0" + first.length() + "d", i) : String.valueOf(i));
        }
        return parts;
    }
}
