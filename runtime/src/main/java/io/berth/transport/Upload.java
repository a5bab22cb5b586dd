package io.berth.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A file on its way to a host, in pieces that are read one after the other and written by several channels if one alone is
 * slow: a host takes only so much ahead on each, and a far one is long in saying that it took it.
 */
final class Upload {

    private static final int PIECE = 4 << 20;
    private static final int HELPERS = 6;
    /** For a piece; what takes less is not slow enough to want help. */
    private static final long SLOW = TimeUnit.MILLISECONDS.toNanos(15);

    private final InputStream content;
    private final Helper helper;
    private final List<Thread> helpers = new ArrayList<>();
    private long place;
    private boolean ended;
    private Exception failure;

    /** @param helper writes pieces by a channel of its own, see {@link #help} */
    Upload(InputStream content, Helper helper) {
        this.content = content;
        this.helper = helper;
    }

    /** Calls {@link #help} with a further channel, if there is one to spare. */
    interface Helper {
        void help(Upload upload) throws IOException, InterruptedException;
    }

    /**
     * Sends all, and that it is all when whoever helped is done.
     *
     * @throws IOException if the content cannot be read, or a helper failed
     */
    void send(OutputStream in) throws IOException, InterruptedException {
        try {
            boolean whole = pieces(in, true);
            for (Thread thread : helpers) {
                thread.join();
            }
            check();
            if (whole) {
                end(in);
            }
        } finally {
            helpers.forEach(Thread::interrupt);
        }
    }

    /** Sends some of the pieces by a further channel. */
    void help(OutputStream in) throws IOException {
        if (pieces(in, false)) {
            end(in);
        }
    }

    /** False if the host no longer reads: it has failed, and says why at its end. */
    private boolean pieces(OutputStream in, boolean first) throws IOException {
        byte[] piece = new byte[PIECE];
        while (true) {
            long at;
            int length;
            synchronized (this) {
                if (ended || failure != null) {
                    return true;
                }
                at = place;
                length = read(piece);
            }
            long start = System.nanoTime();
            if (length > 0 && !written(in, at + " " + length + "\n", piece, length)) {
                return false;
            }
            if (first && length == PIECE && System.nanoTime() - start > SLOW && helpers.size() < HELPERS) {
                callHelper();
            }
        }
    }

    private int read(byte[] piece) throws IOException {
        try {
            int length = content.readNBytes(piece, 0, piece.length);
            place += length;
            ended = length < piece.length;
            return length;
        } catch (IOException | RuntimeException e) {
            fail(e);
            throw e;
        }
    }

    private static boolean written(OutputStream in, String head, byte[] piece, int length) {
        try {
            in.write(head.getBytes(StandardCharsets.US_ASCII));
            in.write(piece, 0, length);
            in.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void end(OutputStream in) {
        written(in, "0 0\n", new byte[0], 0);
    }

    private void callHelper() {
        Thread thread = new Thread(() -> {
            try {
                helper.help(this);
            } catch (IOException | InterruptedException | RuntimeException e) {
                fail(e);
            }
        }, "berth-put");
        thread.setDaemon(true);
        helpers.add(thread);
        thread.start();
    }

    private synchronized void fail(Exception e) {
        if (failure == null) {
            failure = e;
        }
    }

    private synchronized void check() throws IOException {
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure != null) {
            throw failure instanceof IOException e ? e : new IOException(failure);
        }
    }
}
