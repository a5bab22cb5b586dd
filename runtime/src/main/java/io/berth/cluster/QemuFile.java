package io.berth.cluster;

import java.util.ArrayList;
import java.util.List;

/** A file with options of QEMU: several on a line or one, quoted as for a shell; lines that begin with {@code #} are comments. */
public final class QemuFile {

    private QemuFile() {
    }

    /** @throws IllegalArgumentException if a quote is left open */
    public static QemuLine read(String text) {
        StringBuilder options = new StringBuilder();
        text.lines().filter(line -> !line.strip().startsWith("#")).forEach(line -> options.append(line).append('\n'));
        return new QemuLine(words(options.toString()));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && Character.isWhitespace(c)) {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
                continue;
            }
            if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                if (next == '\n') {
                    continue;
                }
                word = word == null ? new StringBuilder() : word;
                word.append(quote == '"' && "\\\"$`".indexOf(next) < 0 ? "\\" : "").append(next);
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("a quote (" + quote + ") is left open");
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
