package io.berth.report;

import org.jline.utils.WCWidth;

/** Text that came from hosts and playbooks, made fit for a terminal's columns. */
final class Text {

    private Text() {
    }

    /**
     * Without anything a terminal or a reader could be fooled by: control characters and those that turn the
     * direction of writing are shown as {@code \x1b} and {@code \u202e}; a tab is a space.
     */
    static String printable(String text) {
        if (text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t') {
                out.append(' ');
            } else if (Character.isISOControl(c)) {
                out.append(String.format("\\x%02x", (int) c));
            } else if (turnsDirection(c) || c == 0x2028 || c == 0x2029 || loneSurrogate(text, i)) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean turnsDirection(char c) {
        return c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0x200e || c == 0x200f;
    }

    private static boolean loneSurrogate(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    /** How many columns a terminal needs for it. */
    static int width(String text) {
        return text.codePoints().map(Text::width).sum();
    }

    private static int width(int codePoint) {
        return Math.max(0, WCWidth.wcwidth(codePoint));
    }

    /** Cut to at most {@code columns}, with {@code …} for what was cut. */
    static String cut(String text, int columns) {
        if (columns <= 0) {
            return "";
        }
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int used = 0;
        for (int c : text.codePoints().toArray()) {
            if (used + width(c) > columns - 1) {
                break;
            }
            out.appendCodePoint(c);
            used += width(c);
        }
        return out.append('…').toString();
    }

    /** Exactly {@code columns} wide: cut, or followed by spaces. */
    static String column(String text, int columns) {
        return padded(cut(text, columns), columns);
    }

    /** At least {@code columns} wide. */
    static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - width(text)));
    }
}
