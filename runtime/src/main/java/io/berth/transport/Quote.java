package io.berth.transport;

import io.berth.model.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** The one place where a value becomes shell text. */
public final class Quote {

    private static final byte[] NUL = "\\0000".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BACKSLASH = "\\\\".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] APOSTROPHE = "'\\''".getBytes(StandardCharsets.US_ASCII);

    private Quote() {}

    /** One word of a POSIX shell that means exactly this text. It must not contain NUL, which no argument can. */
    static String word(String text) {
        if (text.indexOf('\0') >= 0) {
            // Not which: it may be secret.
            throw new IllegalArgumentException("an argument, a variable or a path of a command cannot contain NUL");
        }
        return "'" + text.replace("'", "'\\''") + "'";
    }

    /** Such words, a space between. */
    public static String words(List<String> texts) {
        return texts.stream().map(Quote::word).collect(Collectors.joining(" "));
    }

    /** One word from which {@code printf %b} makes exactly these bytes, NUL included. */
    static byte[] printed(Bytes content) {
        ByteArrayOutputStream word = new ByteArrayOutputStream(content.size() + content.size() / 16 + 16);
        word.write('\'');
        for (byte b : content.toArray()) {
            switch (b) {
                case 0 -> word.writeBytes(NUL);
                case '\\' -> word.writeBytes(BACKSLASH);
                case '\'' -> word.writeBytes(APOSTROPHE);
                default -> word.write(b);
            }
        }
        word.write('\'');
        return word.toByteArray();
    }
}
