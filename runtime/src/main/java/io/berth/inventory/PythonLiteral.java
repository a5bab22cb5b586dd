package io.berth.inventory;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value of an INI inventory. Ansible takes it for a Python literal where it is one, so that {@code 1} is a number and
 * {@code ['a']} a list, and else for a text: {@code true} is a text, {@code True} is not.
 */
final class PythonLiteral {

    private static final Pattern NUMBER = Pattern.compile(
            "0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+"
            + "|(?:[0-9](?:_?[0-9])*)?\\.[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9]+)?|[0-9](?:_?[0-9])*\\.?(?:[eE][-+]?[0-9]+)?");
    private static final int DEEPEST = 60;

    /** It is no literal after all. */
    private static final class NoLiteral extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoLiteral() {
            super(null, null, false, false);
        }
    }

    private final String text;
    private int next;

    private PythonLiteral(String text) {
        this.text = text;
    }

    /** The literal's value, or the text itself. */
    static Object valueOf(String text) {
        PythonLiteral literal = new PythonLiteral(text);
        try {
            literal.skipBlanks();
            Object value = literal.list((char) 0, 0);
            return literal.next == text.length() ? value : text;
        } catch (NoLiteral e) {
            return text;
        }
    }

    private void skipBlanks() {
        while (next < text.length() && (text.charAt(next) == ' ' || text.charAt(next) == '\t')) {
            next++;
        }
        if (next < text.length() && text.charAt(next) == '#') {
            next = text.length();
        }
    }

    private char look() {
        return next < text.length() ? text.charAt(next) : 0;
    }

    private boolean take(char sign) {
        boolean here = look() == sign && next < text.length();
        if (here) {
            next++;
            skipBlanks();
        }
        return here;
    }

    /** One value, or several with commas, which are a tuple. */
    private Object list(char end, int depth) {
        Object first = value(depth);
        if (look() != ',') {
            return first;
        }
        List<Object> tuple = new ArrayList<>(Collections.singletonList(first));
        while (take(',') && next < text.length() && look() != end) {
            tuple.add(value(depth));
        }
        return Collections.unmodifiableList(tuple);
    }

    private Object value(int depth) {
        if (depth > DEEPEST) {
            throw new NoLiteral();
        }
        char first = look();
        if (take('[')) {
            return elements(']', depth);
        }
        if (take('(')) {
            return parenthesised(depth);
        }
        if (take('{')) {
            return entries(depth);
        }
        if (first == '-' || first == '+') {
            take(first);
            if (look() == '-' || look() == '+') {
                throw new NoLiteral();
            }
            return signed(value(depth + 1), first == '-');
        }
        Matcher number = NUMBER.matcher(text).region(next, text.length());
        if (number.lookingAt()) {
            next = number.end();
            Number value = number(number.group());
            if (Character.isJavaIdentifierPart(look()) && look() != 0) {
                throw new NoLiteral();
            }
            skipBlanks();
            return value;
        }
        return wordOrText();
    }

    private static Object signed(Object value, boolean negative) {
        if (!(value instanceof Number number)) {
            throw new NoLiteral();
        }
        if (!negative) {
            return value;
        }
        BigDecimal opposite = new BigDecimal(number.toString()).negate();
        return number instanceof BigDecimal ? opposite : Numbers.whole(opposite.toBigInteger());
    }

    private static Number number(String written) {
        String digits = written.replace("_", "").toLowerCase(java.util.Locale.ROOT);
        if (digits.matches("0[xob].*")) {
            int base = digits.charAt(1) == 'x' ? 16 : digits.charAt(1) == 'o' ? 8 : 2;
            return Numbers.whole(new BigInteger(digits.substring(2), base));
        }
        if (digits.matches("[0-9]+")) {
            if (digits.matches("0+[1-9][0-9]*")) {
                throw new NoLiteral();
            }
            return Numbers.whole(new BigInteger(digits));
        }
        return new BigDecimal(digits.replaceFirst("\\.(?=e|$)", ".0"));
    }

    private List<Object> elements(char end, int depth) {
        List<Object> list = new ArrayList<>();
        while (!take(end)) {
            list.add(value(depth + 1));
            if (!take(',') && look() != end) {
                throw new NoLiteral();
            }
        }
        return Collections.unmodifiableList(list);
    }

    private Object parenthesised(int depth) {
        if (take(')')) {
            return List.of();
        }
        Object inside = list(')', depth + 1);
        if (!take(')')) {
            throw new NoLiteral();
        }
        return inside;
    }

    private Object entries(int depth) {
        Map<String, Object> map = new LinkedHashMap<>();
        while (!take('}')) {
            Object key = value(depth + 1);
            if (!take(':')) {
                throw new NoLiteral();
            }
            map.put(String.valueOf(key), value(depth + 1));
            if (!take(',') && look() != '}') {
                throw new NoLiteral();
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private Object wordOrText() {
        for (String word : List.of("True", "False", "None")) {
            int end = next + word.length();
            if (text.startsWith(word, next) && (end == text.length() || !Character.isJavaIdentifierPart(text.charAt(end)))) {
                next = end;
                skipBlanks();
                return word.equals("None") ? null : word.equals("True");
            }
        }
        StringBuilder out = new StringBuilder();
        boolean any = false;
        while (quoted(out)) {
            any = true;
            skipBlanks();
        }
        if (!any) {
            throw new NoLiteral();
        }
        return out.toString();
    }

    /** Adds one quoted text, if one begins here. */
    private boolean quoted(StringBuilder out) {
        Matcher prefix = Pattern.compile("([rRuU]?)('''|\"\"\"|'|\")").matcher(text).region(next, text.length());
        if (!prefix.lookingAt()) {
            return false;
        }
        boolean raw = prefix.group(1).equalsIgnoreCase("r");
        String quote = prefix.group(2);
        next = prefix.end();
        while (!text.startsWith(quote, next)) {
            if (next >= text.length()) {
                throw new NoLiteral();
            }
            if (look() != '\\') {
                out.append(text.charAt(next++));
            } else if (raw) {
                out.append(text, next, Math.min(next + 2, text.length()));
                next += 2;
            } else {
                escaped(out);
            }
        }
        next += quote.length();
        return true;
    }

    private static final String SIMPLE = "\\'\"abfnrtv";
    private static final String MEANING = "\\'\"\u0007\b\f\n\r\t\u000b";
    private static final Pattern CODED = Pattern.compile("\\\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3}))");

    private void escaped(StringBuilder out) {
        if (next + 1 >= text.length()) {
            throw new NoLiteral();
        }
        int simple = SIMPLE.indexOf(text.charAt(next + 1));
        if (simple >= 0) {
            out.append(MEANING.charAt(simple));
            next += 2;
            return;
        }
        Matcher coded = CODED.matcher(text).region(next, text.length());
        if (coded.lookingAt()) {
            String octal = coded.group(4);
            String hex = coded.group(1) != null ? coded.group(1) : coded.group(2) != null ? coded.group(2) : coded.group(3);
            int code = octal != null ? Integer.parseInt(octal, 8) : (int) Math.min(Long.parseLong(hex, 16), Integer.MAX_VALUE);
            if (!Character.isValidCodePoint(code)) {
                throw new NoLiteral();
            }
            out.appendCodePoint(code);
            next = coded.end();
            return;
        }
        if ("xuUN".indexOf(text.charAt(next + 1)) >= 0) {
            throw new NoLiteral();
        }
        out.append('\\').append(text.charAt(next + 1));
        next += 2;
    }
}
