package io.berth.transport;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Keeps the last bytes of what is written to it. */
final class Tail extends OutputStream {

    private final byte[] ring;
    private long written;

    Tail(int most) {
        ring = new byte[most];
    }

    @Override
    public synchronized void write(int b) {
        ring[(int) (written++ % ring.length)] = (byte) b;
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) {
        int skipped = Math.max(0, count - ring.length);
        written += skipped;
        for (int i = offset + skipped; i < offset + count; i++) {
            write(bytes[i]);
        }
    }

    /** The kept bytes as UTF-8, without the remains of a character whose beginning is lost. */
    synchronized String text() {
        int length = (int) Math.min(written, ring.length);
        byte[] kept = new byte[length];
        for (int i = 0; i < length; i++) {
            kept[i] = ring[(int) ((written - length + i) % ring.length)];
        }
        int start = 0;
        while (written > length && start < Math.min(3, length) && (kept[start] & 0xC0) == 0x80) {
            start++;
        }
        return new String(kept, start, length - start, StandardCharsets.UTF_8);
    }
}
