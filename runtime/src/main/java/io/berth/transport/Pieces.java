package io.berth.transport;

import io.berth.model.Feed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The input of a command on its way: pieces behind a line with their length, and one without length when that was all. */
final class Pieces extends OutputStream {

    private static final int PIECE = 4 << 20;

    private final OutputStream in;
    private final byte[] piece = new byte[PIECE];
    private int length;
    private boolean unread;

    Pieces(OutputStream in) {
        this.in = in;
    }

    /** Returns also when the host no longer reads: the command has ended, and its answer says why. Throws what the input does. */
    void send(Feed input) throws IOException {
        try {
            input.to(this);
            flushPiece();
            write("0\n".getBytes(StandardCharsets.US_ASCII), new byte[0], 0);
        } catch (IOException | RuntimeException e) {
            if (!unread) {
                throw e;
            }
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        for (int done = 0; done < count;) {
            int part = Math.min(count - done, PIECE - length);
            System.arraycopy(bytes, offset + done, piece, length, part);
            length += part;
            done += part;
            if (length == PIECE) {
                flushPiece();
            }
        }
    }

    /** Sends what there is: to a command that is told things while it runs. */
    @Override
    public void flush() throws IOException {
        flushPiece();
    }

    private void flushPiece() throws IOException {
        if (length > 0) {
            write((length + "\n").getBytes(StandardCharsets.US_ASCII), piece, length);
            length = 0;
        }
    }

    private void write(byte[] head, byte[] content, int count) throws IOException {
        // a pipe does not heed an interrupt: whoever waits for the command's end next does
        unread |= Thread.currentThread().isInterrupted();
        if (unread) {
            throw new IOException("interrupted");
        }
        try {
            in.write(head);
            in.write(content, 0, count);
            in.flush();
        } catch (IOException e) {
            unread = true;
            throw e;
        }
    }
}
