package io.berth.script;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One term of a pattern over names: {@code kvm1}, {@code kvm*}, {@code kvm?}, {@code kvm[1-3]}, {@code kvm[01:16]},
 * {@code ~kvm[0-9]+}, {@code web[0]}.
 *
 * @param text the term without its sign
 * @param sign what is done with the names that it means
 * @param regex of the names; one that means no name where the term makes sense only with a subscript
 * @param loose whether it may mean several names, by a wildcard or a regular expression
 * @param subscript of what is before the bracket; a list of none or one
 */
record NamePattern(String text, Sign sign, Pattern regex, boolean loose, List<Subscript> subscript) {

    enum Sign { ADD, KEEP_ONLY, TAKE_AWAY }

    /**
     * {@code base[first:last]}, both ends counted from 0, from the end where they are negative, and both included.
     *
     * @param likeNames whether it is written as ranges of names are: with a dash, or with leading zeros
     */
    record Subscript(String base, int first, int last, boolean likeNames) {

        List<String> of(List<String> names) {
            int from = first < 0 ? first + names.size() : first;
            int to = Math.min(last < 0 ? last + names.size() : last, names.size() - 1);
            return from < 0 || from > to ? List.of() : names.subList(from, to + 1);
        }
    }

    /** The one that Java would make of all components takes milliseconds to come up, in every start. */
    @Override
    public int hashCode() {
        return text.hashCode();
    }

    private static final Pattern PIECE = Pattern.compile("[\\p{L}\\p{N}._:%-]+|\\*|\\?|\\[([^\\[\\]]*)]");
    private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,6})(?:[-:]([0-9]{1,6}))?");
    private static final Pattern LETTERS = Pattern.compile("([a-z])[-:]([a-z])|([A-Z])[-:]([A-Z])");
    private static final Pattern SUBSCRIPT = Pattern.compile("(.+)\\[(?:(-?[0-9]{1,6})|([0-9]{0,6})([:-])([0-9]{0,6}))]");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F]*:[0-9a-fA-F:.]*(?:%\\w+)?");
    private static final Pattern NOTHING = Pattern.compile("(?!)");
    private static final int LARGEST_RANGE = 10_000;

    /**
     * The terms of a list with commas or colons.
     *
     * @throws Trouble if one makes no sense
     */
    static List<NamePattern> listOf(String text) {
        List<NamePattern> terms = new ArrayList<>();
        for (String part : text.split(",(?![^\\[]*])", -1)) {
            String rest = part.strip();
            do {
                int end = endOfTerm(rest);
                terms.add(of(rest.substring(0, end).strip()));
                rest = end < rest.length() ? rest.substring(end + 1) : "";
            } while (!rest.isEmpty());
        }
        return terms;
    }

    /** Where the colon after the first term stands. Regular expressions, {@code @words} and IPv6 addresses have colons of their own. */
    private static int endOfTerm(String text) {
        String unsigned = text.startsWith("!") || text.startsWith("&") ? text.substring(1) : text;
        if (unsigned.startsWith("~") || unsigned.startsWith("@") || IPV6.matcher(unsigned).matches()) {
            return text.length();
        }
        boolean inside = false;
        for (int i = 0; i < text.length(); i++) {
            char sign = text.charAt(i);
            inside = sign == '[' || inside && sign != ']';
            if (sign == ':' && !inside) {
                return i;
            }
        }
        return text.length();
    }

    /**
     * What terms mean together: the names of all without a sign, or all names; of these what every {@code &term} means; without
     * what any {@code !term} means. In which order they stand does not matter.
     */
    static Set<String> choose(List<NamePattern> terms, Collection<String> all, Function<NamePattern, Collection<String>> meant) {
        Set<String> chosen = new LinkedHashSet<>();
        if (terms.stream().noneMatch(term -> term.sign == Sign.ADD)) {
            chosen.addAll(all);
        }
        for (Sign sign : Sign.values()) {
            for (NamePattern term : terms) {
                if (term.sign == sign) {
                    Collection<String> names = meant.apply(term);
                    switch (sign) {
                        case ADD -> chosen.addAll(names);
                        case KEEP_ONLY -> chosen.retainAll(new LinkedHashSet<>(names));
                        case TAKE_AWAY -> names.forEach(chosen::remove);
                    }
                }
            }
        }
        return chosen;
    }

    private static NamePattern of(String term) {
        Sign sign = term.startsWith("!") ? Sign.TAKE_AWAY : term.startsWith("&") ? Sign.KEEP_ONLY : Sign.ADD;
        String text = sign == Sign.ADD ? term : term.substring(1);
        if (text.isEmpty()) {
            throw new Trouble("an empty pattern matches nothing");
        }
        if (text.startsWith("@")) {
            return new NamePattern(text, sign, NOTHING, false, List.of());
        }
        if (text.startsWith("~")) {
            return new NamePattern(text, sign, regex(text), true, List.of());
        }
        List<Subscript> subscript = subscript(text);
        try {
            boolean loose = text.contains("*") || text.contains("?") || text.contains("[");
            return new NamePattern(text, sign, Pattern.compile(globbed(text)), loose, subscript);
        } catch (Trouble trouble) {
            boolean onlySubscript = subscript.stream().anyMatch(counted -> counted.first() < 0 || counted.last() < 0);
            if (!onlySubscript && !text.matches(".*\\[[-:].*]")) {
                throw trouble;
            }
            return new NamePattern(text, sign, NOTHING, false, subscript);
        }
    }

    /** As Ansible does it, a regular expression wants to match the beginning of a name only. */
    private static Pattern regex(String text) {
        try {
            return Pattern.compile("(?:" + text.substring(1) + ").*");
        } catch (PatternSyntaxException e) {
            throw new Trouble("'" + text + "' is not a regular expression: " + e.getDescription());
        }
    }

    private static List<Subscript> subscript(String text) {
        Matcher found = SUBSCRIPT.matcher(text);
        if (!found.matches()) {
            return List.of();
        }
        if (found.group(2) != null) {
            int one = Integer.parseInt(found.group(2));
            return List.of(new Subscript(found.group(1), one, one, false));
        }
        int first = found.group(3).isEmpty() ? 0 : Integer.parseInt(found.group(3));
        int last = found.group(5).isEmpty() ? -1 : Integer.parseInt(found.group(5));
        return List.of(new Subscript(found.group(1), first, last, found.group(4).equals("-") || found.group(3).matches("0[0-9]+")));
    }

    private static String globbed(String text) {
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
                case '[' -> "(?:" + String.join("|", range(piece.group(1))) + ")";
                default -> Pattern.quote(piece.group());
            });
            end = piece.end();
        }
        return regex.toString();
    }

    private static List<String> range(String ranges) {
        List<String> all = new ArrayList<>();
        for (String part : ranges.split(",", -1)) {
            Matcher letters = LETTERS.matcher(part.strip());
            Matcher numbers = NUMBERS.matcher(part.strip());
            if (letters.matches()) {
                all.add("[" + part.strip().replace(':', '-') + "]");
                checkOrder(part.strip().charAt(0), part.strip().charAt(2), ranges);
            } else if (numbers.matches()) {
                all.addAll(numbers(numbers.group(1), numbers.group(2) == null ? numbers.group(1) : numbers.group(2), ranges));
            } else {
                throw new Trouble("'[" + ranges + "]' is not a range of numbers", "such as [1-3] or [01-16,20]");
            }
        }
        return all;
    }

    private static List<String> numbers(String from, String to, String ranges) {
        int first = Integer.parseInt(from);
        int last = Integer.parseInt(to);
        if (last < first) {
            throw new Trouble("'[" + ranges + "]' runs backwards", "did you mean [" + to + "-" + from + "]?");
        }
        if (last - first >= LARGEST_RANGE) {
            throw new Trouble("'[" + ranges + "]' is larger than " + LARGEST_RANGE);
        }
        int width = from.startsWith("0") ? from.length() : 1;
        List<String> numbers = new ArrayList<>();
        for (int number = first; number <= last; number++) {
            numbers.add(String.format("%0" + width + "d", number));
        }
        return numbers;
    }

    private static void checkOrder(char first, char last, String ranges) {
        if (last < first) {
            throw new Trouble("'[" + ranges + "]' runs backwards", "did you mean [" + last + "-" + first + "]?");
        }
    }

    boolean matches(String name) {
        return regex.matcher(name).matches();
    }
}
