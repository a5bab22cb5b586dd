package io.berth.script;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions of playbook code. One that would search for ever is given up: reading the text counts its steps. */
final class Regex {

    private static final int MOST_STEPS = 5_000_000;

    private static final int MOST_FOUND = 100_000;

    private Regex() {
    }

    /** {@code text ==~ pattern}: whether it is all of the text. */
    static boolean matches(Object text, Object pattern) {
        return on(text, pattern, Matcher::matches);
    }

    /** {@code text =~ pattern}: what it finds, one after another; each a text, or with groups a list of the whole and these. */
    static List<Object> find(Object text, Object pattern) {
        return on(text, pattern, matcher -> {
            List<Object> found = new ArrayList<>();
            while (matcher.find() && found.size() < MOST_FOUND) {
                found.add(matcher.groupCount() == 0 ? matcher.group() : groups(matcher));
            }
            return found;
        });
    }

    private static List<Object> groups(Matcher matcher) {
        List<Object> groups = new ArrayList<>();
        for (int i = 0; i <= matcher.groupCount(); i++) {
            groups.add(matcher.group(i));
        }
        return groups;
    }

    /** @param by with {@code $1} for a group */
    static String replaced(Object text, Object pattern, Object by) {
        return on(text, pattern, matcher -> {
            StringBuilder out = new StringBuilder();
            while (matcher.find()) {
                matcher.appendReplacement(out, Method.text(by));
                if (out.length() > Values.LARGEST) {
                    throw new Trouble("the text is too long");
                }
            }
            return Operators.limited(matcher.appendTail(out).toString());
        });
    }

    private static <T> T on(Object text, Object pattern, Function<Matcher, T> question) {
        String expression = Method.text(pattern);
        try {
            return question.apply(Pattern.compile(expression).matcher(new Counted(Method.text(text))));
        } catch (PatternSyntaxException e) {
            throw new Trouble("'" + expression + "' is not a regular expression: " + e.getDescription());
        } catch (StackOverflowError e) {
            throw new Trouble("the regular expression '" + expression + "' goes too deep on this text");
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new Trouble("the replacement makes no sense: " + e.getMessage());
        }
    }

    /** A text that counts how often it is read. */
    private static final class Counted implements CharSequence {

        private final String text;
        private final int[] steps;

        Counted(String text) {
            this(text, new int[1]);
        }

        private Counted(String text, int[] steps) {
            this.text = text;
            this.steps = steps;
        }

        @Override
        public char charAt(int index) {
            if (++steps[0] > MOST_STEPS) {
                throw new Trouble("the regular expression takes more than " + MOST_STEPS + " steps on this text",
                        "does it repeat something that repeats, as (a+)+ does?");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Counted(text.substring(start, end), steps);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
