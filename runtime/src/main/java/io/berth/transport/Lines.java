package io.berth.transport;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Takes bytes and hands on lines as soon as they are whole. A carriage return ends a line too, as progress output has
 * it. What has no end is handed on in pieces of 64 KiB.
 */
final class Lines extends OutputStream {

    private static final int MOST = 64 * 1024;

    private final Consumer<String> consumer;
    private byte[] line = new byte[256];
    private int length;
    private boolean afterReturn;

    Lines(Consumer<String> consumer) {
        this.consumer = consumer;
    }

    @Override
    public void write(int value) {
        byte b = (byte) value;
        boolean secondOfPair = b == '\n' && afterReturn;
        afterReturn = b == '\r';
        if (secondOfPair) {
            return;
        }
        if (b == '\n' || b == '\r') {
            hand(length);
            return;
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, length * 2);
        }
        line[length++] = b;
        if (length >= MOST) {
            hand(wholeCharacters());
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            write(bytes[i]);
        }
    }

    /** Hands on a last line without an end. */
    @Override
    public void close() {
        if (length > 0) {
            hand(length);
        }
    }

    private void hand(int bytes) {
        String text = new String(line, 0, bytes, StandardCharsets.UTF_8);
        System.arraycopy(line, bytes, line, 0, length - bytes);
        length -= bytes;
        consumer.accept(text);
    }

    /** Up to where the line can be cut without cutting a UTF-8 character; one has at most three continuation bytes. */
    private int wholeCharacters() {
        int cut = length - 1;
        while (cut > length - 4 && (line[cut] & 0xC0) == 0x80) {
            cut--;
        }
        return (line[cut] & 0xC0) == 0xC0 ? cut : length;
    }
}
