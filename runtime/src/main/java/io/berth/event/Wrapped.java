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

    /** The line, if it is all digits of an encoding, with what begins before it, ends after it, or both, replaced. */
    String replace(String line) {
        String digits = line.strip();
        if (known.length == 0 || digits.length() < LEAST || !isEncoded(digits)) {
            return line;
        }
        int head = 0;
        String headBy = "";
        int tail = digits.length();
        String tailBy = "";
        if (isKnown(digits, 0)) {
            for (Form form : forms) {
                int length = headOf(digits, form.text());
                headBy = length > head ? form.replacement() : headBy;
                head = Math.max(head, length);
            }
        }
        for (int i = Math.max(head, 1); i + LEAST <= digits.length() && tailBy.isEmpty(); i++) {
            if (isKnown(digits, i)) {
                String rest = digits.substring(i);
                tailBy = forms.stream().filter(form -> form.text().startsWith(rest)).map(Form::replacement).findFirst().orElse("");
                tail = tailBy.isEmpty() ? tail : i;
            }
        }
        return head == 0 && tailBy.isEmpty() ? line : headBy + digits.substring(head, tail) + tailBy;
    }

    /** How many of the first digits are the form's last, or within it if that is all of them. */
    private static int headOf(String digits, String form) {
        String first = digits.substring(0, LEAST);
        int most = 0;
        for (int at = form.indexOf(first); at >= 0; at = form.indexOf(first, at + 1)) {
            int length = Math.min(digits.length(), form.length() - at);
            if (form.regionMatches(at, digits, 0, length)) {
                most = Math.max(most, length);
            }
        }
        return most;
    }

    private boolean isKnown(String digits, int at) {
        return Arrays.binarySearch(known, packed(digits, at)) >= 0;
    }

    private static long packed(String text, int at) {
        long packed = 0;
        for (int i = at; i < at + LEAST; i++) {
            packed = packed << 8 | text.charAt(i) & 0xff;
        }
        return packed;
    }

    private static boolean isEncoded(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "+/-_=".indexOf(c) >= 0)) {
                return false;
            }
        }
        return true;
    }
}
