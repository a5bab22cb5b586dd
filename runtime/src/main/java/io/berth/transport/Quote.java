package io.berth.transport;

import java.util.List;
import java.util.stream.Collectors;

/** The one place where a value becomes shell text. */
final class Quote {

    private Quote() {}

    /** One word of a POSIX shell that means exactly this text. It must not contain NUL, which no argument can. */
    static String word(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an argument cannot contain NUL: " + text.replace("\0", "\\0"));
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }

    static String words(List<String> texts) {
        return texts.stream().map(Quote::word).collect(Collectors.joining(" "));
    }

    /** One word from which {@code printf %b} makes exactly this text, NUL included. */
    static String printed(String text) {
        return word(text.replace("\\", "\\\\").replace("\0", "\\0000"));
    }
}
