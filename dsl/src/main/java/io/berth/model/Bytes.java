package io.berth.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that do not change: what a command reads, what a file holds. */
public final class Bytes {

    public static final Bytes NONE = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    public static Bytes of(byte[] content) {
        return content.length == 0 ? NONE : new Bytes(content.clone());
    }

    /** The text in UTF-8. */
    public static Bytes of(String text) {
        return text.isEmpty() ? NONE : new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] toArray() {
        return content.clone();
    }

    public int size() {
        return content.length;
    }

    public boolean isEmpty() {
        return content.length == 0;
    }

    /** As UTF-8; what is none becomes U+FFFD. */
    public String text() {
        return new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** Not the content: it may be long, or secret. */
    @Override
    public String toString() {
        return content.length + " bytes";
    }
}
