package io.berth.task;

import io.berth.api.Hands;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Tells of what goes through how much it was. */
final class Counted extends FilterOutputStream {

    private final Hands hands;
    private final long total;
    private long count;

    /** @param total how much it will be; 0 when not known */
    Counted(OutputStream out, Hands hands, long total) {
        super(out);
        this.hands = hands;
        this.total = total;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        count += length;
        hands.progress(count, total);
    }
}
