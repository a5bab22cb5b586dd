package io.berth.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds many texts in another at once. Four characters fit into one number, so that where any of the texts begins is seen by
 * a table of bits; only there it is compared. Cost hardly grows with their number.
 */
final class Finder {

    private static final int WINDOW = Disguises.LEAST;
    private static final int TABLE_BITS = 16;

    private final Map<Long, List<Form>> byStart = new HashMap<>();
    private final long[] table = new long[1 << TABLE_BITS - 6];
    private int longest;

    /** A text to be found, at least four characters, and what stands for it. */
    private record Form(String text, String replacement) {
    }

    void add(String text, String replacement) {
        long start = 0;
        for (int i = 0; i < WINDOW; i++) {
            start = start << 16 | text.charAt(i);
        }
        List<Form> forms = byStart.computeIfAbsent(start, fresh -> new ArrayList<>());
        if (forms.stream().noneMatch(form -> form.text().equals(text))) {
            forms.add(new Form(text, replacement));
            forms.sort(Comparator.comparingInt((Form form) -> form.text().length()).reversed());
        }
        table[slot(start) >>> 6] |= 1L << slot(start);
        longest = Math.max(longest, text.length());
    }

    /** Length of the longest. */
    int longest() {
        return longest;
    }

    /** The text with every one of them replaced. Where two overlap, both go, the part between them too. */
    String replace(String text) {
        StringBuilder out = null;
        int end = 0;
        long window = 0;
        for (int i = 1 - WINDOW; i + WINDOW <= text.length(); i++) {
            window = window << 16 | text.charAt(i + WINDOW - 1);
            Form found = i < 0 ? null : at(i, window, text);
            if (found == null || i + found.text().length() <= end && out != null) {
                continue;
            }
            if (out == null) {
                out = new StringBuilder(text.length());
            }
            if (i >= end) {
                out.append(text, end, i);
            }
            if (i >= end || !endsWith(out, found.replacement())) {
                out.append(found.replacement());
            }
            end = i + found.text().length();
        }
        return out == null ? text : out.append(text, end, text.length()).toString();
    }

    /** The last place at or before {@code limit} where the text can be cut without cutting one of them. */
    int cutBefore(String text, int limit) {
        int begin = 0;
        int end = 0;
        long window = 0;
        for (int i = 1 - WINDOW; i + WINDOW <= text.length() && i < limit; i++) {
            window = window << 16 | text.charAt(i + WINDOW - 1);
            Form found = i < 0 ? null : at(i, window, text);
            if (found != null) {
                begin = i >= end ? i : begin;
                end = Math.max(end, i + found.text().length());
            }
        }
        return end > limit ? begin : limit;
    }

    private Form at(int place, long window, String text) {
        if ((table[slot(window) >>> 6] & 1L << slot(window)) == 0) {
            return null;
        }
        for (Form form : byStart.getOrDefault(window, List.of())) {
            if (text.startsWith(form.text(), place)) {
                return form;
            }
        }
        return null;
    }

    private static boolean endsWith(StringBuilder out, String end) {
        return out.lastIndexOf(end) == out.length() - end.length() && out.length() >= end.length();
    }

    private static int slot(long window) {
        return (int) (window * 0x9E3779B97F4A7C15L >>> 64 - TABLE_BITS);
    }
}
