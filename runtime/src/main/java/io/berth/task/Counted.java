package io.berth.task;

import io.berth.api.Hands;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Tells of what goes through how much it was. */
final class Counted extends FilterOutputStream {

    private final Hands hands;
    private long count;

    Counted(OutputStream out, Hands hands) {
        super(out);
        this.hands = hands;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        count += length;
        hands.progress(count, 0);
    }
}
