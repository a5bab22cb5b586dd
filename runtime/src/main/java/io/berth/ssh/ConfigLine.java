package io.berth.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of an ssh_config file.
 *
 * @param keyword in lower case
 */
record ConfigLine(String keyword, List<String> arguments) {

    /** Empty for a blank line or a comment. */
    static Optional<ConfigLine> parse(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        int end = 0;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && text.charAt(end) != '=') {
            end++;
        }
        String keyword = text.substring(0, end).toLowerCase(Locale.ROOT);
        String rest = text.substring(end).strip();
        return Optional.of(new ConfigLine(keyword, words(rest.startsWith("=") ? rest.substring(1) : rest)));
    }

    /** As OpenSSH's argv_split does: quotes of both kinds, a backslash before a quote or itself, a comment at the end. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            if (Character.isWhitespace(text.charAt(i))) {
                i++;
                continue;
            }
            if (text.charAt(i) == '#') {
                break;
            }
            StringBuilder word = new StringBuilder();
            char quote = 0;
            for (; i < text.length(); i++) {
                char c = text.charAt(i);
                char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
                if (c == '\\' && (next == '"' || next == '\'' || next == '\\' || quote == 0 && next == ' ')) {
                    word.append(next);
                    i++;
                } else if (quote == 0 && Character.isWhitespace(c)) {
                    break;
                } else if (quote == 0 && (c == '"' || c == '\'')) {
                    quote = c;
                } else if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            }
            words.add(word.toString());
        }
        return words;
    }
}
