package io.berth.inventory;

import java.util.ArrayList;
import java.util.List;

/** The words of a line, as a shell and Ansible divide it: quotes, backslashes, and {@code #} for the rest of the line. */
final class ShellWords {

    /** @param column 1-based, where the word begins */
    record Word(String text, int column) { }

    private ShellWords() {
    }

    /** @throws IllegalArgumentException if a quote is left open */
    static List<Word> of(String line) {
        List<Word> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int start = -1;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote != 0) {
                boolean escapes = c == '\\' && quote == '"' && i + 1 < line.length() && "\\\"".indexOf(line.charAt(i + 1)) >= 0;
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(escapes ? line.charAt(++i) : c);
                }
                continue;
            }
            if (c == '#') {
                break;
            }
            if (Character.isWhitespace(c)) {
                if (start >= 0) {
                    words.add(new Word(word.toString(), start + 1));
                }
                word.setLength(0);
                start = -1;
                continue;
            }
            start = start < 0 ? i : start;
            if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '\\') {
                if (++i >= line.length()) {
                    throw new IllegalArgumentException("nothing follows the last backslash");
                }
                word.append(line.charAt(i));
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote (" + quote + ") is left open");
        }
        if (start >= 0) {
            words.add(new Word(word.toString(), start + 1));
        }
        return words;
    }
}
