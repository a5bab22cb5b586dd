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
    private static final int TABLE_BITS = 20;

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

    /** Marks every one of them, also those that overlap. */
    void find(String text, Spans found) {
        long window = 0;
        for (int end = 1; end <= text.length(); end++) {
            window = window << 16 | text.charAt(end - 1);
            Form form = end < WINDOW ? null : at(end - WINDOW, window, text);
            if (form != null) {
                found.add(end - WINDOW, end - WINDOW + form.text().length(), form.replacement());
            }
        }
    }

    /** The last place at or before {@code limit} where the text can be cut without cutting one of them. */
    int cutBefore(String text, int limit) {
        int begin = 0;
        int covered = 0;
        long window = 0;
        for (int end = 1; end <= text.length() && end - WINDOW < limit; end++) {
            window = window << 16 | text.charAt(end - 1);
            Form form = end < WINDOW ? null : at(end - WINDOW, window, text);
            if (form != null) {
                begin = end - WINDOW >= covered ? end - WINDOW : begin;
                covered = Math.max(covered, end - WINDOW + form.text().length());
            }
        }
        return covered > limit ? begin : limit;
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

    private static int slot(long window) {
        return (int) (window * 0x9E3779B97F4A7C15L >>> 64 - TABLE_BITS);
    }
}
