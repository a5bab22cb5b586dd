package io.berth.report;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Many host names in few words, as patterns of playbooks and of {@code --limit} understand them: {@code kvm[1-16,20]}. */
final class HostNames {

    /** What stands before the last number of a name, the number, and what stands behind. */
    private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]+)([^0-9]*)", Pattern.DOTALL);

    private HostNames() {
    }

    /** What names have in common that differ by a number only. @param width of the number; 0: no zeros lead */
    private record Series(String before, String after, int width) implements Comparable<Series> {
        @Override
        public int compareTo(Series other) {
            int order = Names.NATURAL.compare(before + after, other.before + other.after);
            return order != 0 ? order : Integer.compare(width, other.width);
        }
    }

    /** Each name once, in natural order, with commas between. */
    static String folded(Collection<String> names) {
        Set<String> padded = new HashSet<>();
        for (String name : names) {
            Matcher parts = NUMBERED.matcher(name);
            if (parts.matches() && parts.group(2).length() > 1 && parts.group(2).startsWith("0")) {
                padded.add(series(parts));
            }
        }
        Map<Series, TreeSet<BigInteger>> numbers = new TreeMap<>();
        Set<String> plain = new TreeSet<>((one, other) -> {
            int by = Names.NATURAL.compare(one, other);
            return by != 0 ? by : one.compareTo(other);
        });
        for (String name : names) {
            Matcher parts = NUMBERED.matcher(name);
            if (parts.matches()) {
                int width = padded.contains(series(parts)) ? parts.group(2).length() : 0;
                numbers.computeIfAbsent(new Series(parts.group(1), parts.group(3), width), s -> new TreeSet<>()).add(new BigInteger(parts.group(2)));
            } else {
                plain.add(name);
            }
        }
        List<String> words = new ArrayList<>(plain);
        numbers.forEach((series, of) -> words.add(of(series, of)));
        return String.join(",", words);
    }

    private static String series(Matcher parts) {
        return parts.group(1) + "\0" + parts.group(3) + "\0" + parts.group(2).length();
    }

    private static String of(Series series, TreeSet<BigInteger> numbers) {
        if (numbers.size() == 1) {
            return series.before + text(numbers.first(), series) + series.after;
        }
        List<String> ranges = new ArrayList<>();
        BigInteger from = numbers.first();
        BigInteger to = from;
        for (BigInteger number : numbers.tailSet(from, false)) {
            if (!number.equals(to.add(BigInteger.ONE))) {
                ranges.add(range(from, to, series));
                from = number;
            }
            to = number;
        }
        ranges.add(range(from, to, series));
        return series.before + "[" + String.join(",", ranges) + "]" + series.after;
    }

    private static String range(BigInteger from, BigInteger to, Series series) {
        String separator = to.equals(from.add(BigInteger.ONE)) ? "," : "-";
        return from.equals(to) ? text(from, series) : text(from, series) + separator + text(to, series);
    }

    private static String text(BigInteger number, Series series) {
        String digits = number.toString();
        return "0".repeat(Math.max(0, series.width - digits.length())) + digits;
    }
}
