package io.berth.transport;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A stream of parts that are divided by marks. Hands on at once what cannot belong to the mark. */
final class MarkedInput {

    private static final int LEAST = 8 * 1024;
    private static final int MOST = 128 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[LEAST];
    private int from;
    private int to;

    MarkedInput(InputStream in) {
        this.in = in;
    }

    /** What comes before the mark. The mark is taken away. */
    byte[] until(byte[] mark) throws IOException {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        copyUntil(mark, part);
        return part.toByteArray();
    }

    /**
     * Copies what comes before the mark.
     *
     * @throws EOFException if the stream ends before it; all there was has been copied
     */
    void copyUntil(byte[] mark, OutputStream sink) throws IOException {
        while (true) {
            int at = find(mark);
            sink.write(buffer, from, at - from);
            from = at;
            if (to - at >= mark.length) {
                from += mark.length;
                return;
            }
            if (!fill()) {
                sink.write(buffer, from, to - from);
                from = to;
                throw new EOFException("ended before its mark");
            }
        }
    }

    /** Copies all that is left. */
    void copyRest(OutputStream sink) throws IOException {
        do {
            sink.write(buffer, from, to - from);
            from = to;
        } while (fill());
    }

    /** The text up to the next newline, ASCII. */
    String line() throws IOException {
        return new String(until(new byte[] {'\n'}), StandardCharsets.US_ASCII);
    }

    /** Where the mark, or what may become it when more comes, begins; the end of the buffer if there is neither. */
    private int find(byte[] mark) {
        for (int at = from; at < to; at++) {
            if (buffer[at] == mark[0] && matches(at, mark)) {
                return at;
            }
        }
        return to;
    }

    private boolean matches(int at, byte[] mark) {
        int length = Math.min(mark.length, to - at);
        for (int i = 1; i < length; i++) {
            if (buffer[at + i] != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** Small for the many that are mostly silent; grows where there is more to read than it takes. */
    private boolean fill() throws IOException {
        byte[] next = to == buffer.length && buffer.length < MOST ? new byte[2 * to] : buffer;
        System.arraycopy(buffer, from, next, 0, to - from);
        buffer = next;
        to -= from;
        from = 0;
        int read = in.read(buffer, to, buffer.length - to);
        to += Math.max(read, 0);
        return read > 0;
    }
}
