package io.berth.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One term of a pattern over names: {@code kvm1}, {@code kvm*}, {@code kvm?}, {@code kvm[1-3]}, {@code kvm[01-16,20]}.
 *
 * @param text the term without its exclamation mark
 * @param excluded whether it began with one: what matches is taken away
 */
record NamePattern(String text, boolean excluded, Pattern regex) {

    private static final Pattern PIECE = Pattern.compile("[A-Za-z0-9._-]+|\\*|\\?|\\[([^\\[\\]]*)]");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,6})(?:-([0-9]{1,6}))?");
    private static final int LARGEST_RANGE = 10_000;

    /**
     * The terms of a list with commas.
     *
     * @throws Trouble if one makes no sense
     */
    static List<NamePattern> listOf(String text) {
        List<NamePattern> terms = new ArrayList<>();
        for (String term : text.split(",(?![^\\[]*])", -1)) {
            terms.add(of(term.strip()));
        }
        return terms;
    }

    private static NamePattern of(String term) {
        boolean excluded = term.startsWith("!");
        String text = excluded ? term.substring(1) : term;
        if (text.isEmpty()) {
            throw new Trouble("an empty pattern matches nothing");
        }
        StringBuilder regex = new StringBuilder();
        Matcher piece = PIECE.matcher(text);
        int end = 0;
        while (end < text.length()) {
            if (!piece.find(end) || piece.start() != end) {
                throw new Trouble("'" + text + "' is not a pattern: '" + text.charAt(end) + "' makes no sense in it");
            }
            regex.append(switch (piece.group().charAt(0)) {
                case '*' -> ".*";
                case '?' -> ".";
                case '[' -> "(?:" + String.join("|", numbers(piece.group(1))) + ")";
                default -> Pattern.quote(piece.group());
            });
            end = piece.end();
        }
        return new NamePattern(text, excluded, Pattern.compile(regex.toString()));
    }

    private static List<String> numbers(String ranges) {
        List<String> numbers = new ArrayList<>();
        for (String part : ranges.split(",", -1)) {
            Matcher range = RANGE.matcher(part.strip());
            if (!range.matches()) {
                throw new Trouble("'[" + ranges + "]' is not a range of numbers", "such as [1-3] or [01-16,20]");
            }
            String from = range.group(1);
            String to = range.group(2) == null ? from : range.group(2);
            int first = Integer.parseInt(from);
            int last = Integer.parseInt(to);
            if (last < first) {
                throw new Trouble("'[" + ranges + "]' runs backwards", "did you mean [" + to + "-" + from + "]?");
            }
            if (last - first >= LARGEST_RANGE) {
                throw new Trouble("'[" + ranges + "]' is larger than " + LARGEST_RANGE);
            }
            int width = from.startsWith("0") ? from.length() : 1;
            for (int number = first; number <= last; number++) {
                numbers.add(String.format("%0" + width + "d", number));
            }
        }
        return numbers;
    }

    boolean matches(String name) {
        return regex.matcher(name).matches();
    }
}
