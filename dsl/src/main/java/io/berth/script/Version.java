package io.berth.script;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version that can be compared: {@code version('1.10') > version('1.9')}. A part in letters comes before none where it names a draft: {@code 1.0-rc1} before {@code 1.0}. */
record Version(String text) implements Comparable<Version> {

    private static final Pattern PART = Pattern.compile("[0-9]+|[A-Za-z]+");
    private static final Pattern DRAFT = Pattern.compile("a|alpha|b|beta|m|milestone|pre|preview|dev|rc|snapshot");

    /** Numbers and letters; zeros say nothing at the end and before letters. */
    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        Matcher matcher = PART.matcher(text);
        while (matcher.find()) {
            String part = matcher.group();
            if (!isNumber(part)) {
                dropZeros(parts);
            }
            parts.add(part.toLowerCase(Locale.ROOT));
        }
        dropZeros(parts);
        return parts;
    }

    private static void dropZeros(List<String> parts) {
        while (!parts.isEmpty() && parts.get(parts.size() - 1).matches("0+")) {
            parts.remove(parts.size() - 1);
        }
    }

    @Override
    public int compareTo(Version other) {
        List<String> mine = parts();
        List<String> its = other.parts();
        for (int i = 0; i < Math.max(mine.size(), its.size()); i++) {
            int order = compare(i < mine.size() ? mine.get(i) : "", i < its.size() ? its.get(i) : "");
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(String left, String right) {
        if (weight(left) != weight(right)) {
            return Integer.compare(weight(left), weight(right));
        }
        return isNumber(left) ? new BigInteger(left).compareTo(new BigInteger(right)) : left.compareTo(right);
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && Character.isDigit(part.charAt(0));
    }

    /** Drafts before nothing before letters before numbers. */
    private static int weight(String part) {
        if (part.isEmpty()) {
            return 0;
        }
        return isNumber(part) ? 2 : DRAFT.matcher(part).matches() ? -1 : 1;
    }

    /** Of one meaning, not of one spelling: {@code 1.0} is {@code 1.0.0}. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return parts().stream().filter(part -> !isNumber(part)).toList().hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
