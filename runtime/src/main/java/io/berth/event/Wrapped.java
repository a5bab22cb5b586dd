package io.berth.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds parts of encoded texts in lines that hold nothing else: {@code base64} and {@code xxd -p} break what they write
 * into lines of a width, wherever that falls. A part of fewer than eight digits is not found.
 */
final class Wrapped {

    private static final int LEAST = 8;

    private record Form(String text, String replacement) {
    }

    private final List<Form> forms = new ArrayList<>();
    /** All eight digits in a row that occur in the forms, each as one number, sorted. */
    private long[] known = {};
    private int size;

    /** @param text of ASCII */
    void add(String text, String replacement) {
        if (text.length() < LEAST) {
            return;
        }
        forms.add(new Form(text, replacement));
        known = Arrays.copyOf(known, size + text.length());
        for (int i = 0; i + LEAST <= text.length(); i++) {
            known[size++] = packed(text, i);
        }
    }

    /** To be called once after the last {@link #add}. */
    Wrapped sorted() {
        known = Arrays.copyOf(known, size);
        Arrays.sort(known);
        return this;
    }

    /** Marks in a line of the text, if it is all digits of an encoding, what has begun before it and what ends after it. */
    void find(String text, int from, int to, Spans found) {
        while (from < to && text.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && text.charAt(to - 1) <= ' ') {
            to--;
        }
        if (known.length == 0 || to - from < LEAST || !isEncoded(text, from, to)) {
            return;
        }
        if (isKnown(text, from)) {
            for (Form form : forms) {
                int head = headOf(text, from, to, form.text());
                if (head > 0) {
                    found.add(from, from + head, form.replacement());
                }
            }
        }
        for (int i = from + 1; i + LEAST <= to; i++) {
            if (isKnown(text, i)) {
                for (Form form : forms) {
                    if (form.text().regionMatches(0, text, i, to - i)) {
                        found.add(i, to, form.replacement());
                    }
                }
            }
        }
    }

    /** How many of the first digits are the form's last, or within it if that is all of them. */
    private static int headOf(String text, int from, int to, String form) {
        String first = text.substring(from, from + LEAST);
        int most = 0;
        for (int at = form.indexOf(first); at >= 0; at = form.indexOf(first, at + 1)) {
            int length = Math.min(to - from, form.length() - at);
            if (form.regionMatches(at, text, from, length)) {
                most = Math.max(most, length);
            }
        }
        return most;
    }

    private boolean isKnown(String text, int at) {
        return Arrays.binarySearch(known, packed(text, at)) >= 0;
    }

    private static long packed(String text, int at) {
        long packed = 0;
        for (int i = at; i < at + LEAST; i++) {
            packed = packed << 8 | text.charAt(i) & 0xff;
        }
        return packed;
    }

    private static boolean isEncoded(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "+/-_=".indexOf(c) >= 0)) {
                return false;
            }
        }
        return true;
    }
}
