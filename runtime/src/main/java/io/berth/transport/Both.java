package io.berth.transport;

import java.io.IOException;
import java.io.OutputStream;

/** Writes to both, without closing the first. */
final class Both extends OutputStream {

    private final OutputStream first;
    private final OutputStream second;

    Both(OutputStream first, OutputStream second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public void write(int b) throws IOException {
        first.write(b);
        second.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        first.write(bytes, offset, count);
        second.write(bytes, offset, count);
    }

    @Override
    public void close() throws IOException {
        second.close();
    }
}
