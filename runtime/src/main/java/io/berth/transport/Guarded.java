package io.berth.transport;

import io.berth.model.Command;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One script of this package on a channel of its own: its outputs come as they are written, and when its input ends it
 * ends what it started.
 */
final class Guarded implements AutoCloseable {

    /** Beyond the grace period, for the host to do what it has to. */
    private static final Duration SLACK = Duration.ofSeconds(10);

    private final Channel channel;
    private final String mark;
    private final CountDownLatch ended = new CountDownLatch(2);
    private final Object turn = new Object();
    private final Tail said = new Tail(4096);
    private volatile IOException failure = new EOFException("the channel ended");
    private volatile Exception refusal;
    private volatile String end = "";

    private Guarded(Channel channel, String mark) {
        this.channel = channel;
        this.mark = mark;
    }

    /** How a script ended: its status, and the signal's name or nothing. */
    record End(int status, String signal) {}

    /**
     * Sends the script and hands on what it writes, each output by a thread of its own, never both at once.
     *
     * @param mark the script's first argument
     */
    static Guarded start(Channel channel, String mark, HostScript script, OutputStream out, OutputStream err)
            throws IOException {
        Guarded guarded = new Guarded(channel, mark);
        guarded.read("out", () -> guarded.copyOut(out));
        guarded.read("err", () -> guarded.copyErr(err));
        try {
            channel.in().write(script.text());
            channel.in().flush();
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return guarded;
    }

    /** Where the script's input goes on. */
    OutputStream in() {
        return channel.in();
    }

    /**
     * Waits until all is written.
     *
     * @return false if it takes longer than the limit
     */
    boolean await(Duration limit) throws InterruptedException {
        return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Throws what the taker of an output threw, if it did. */
    void checkTaken() throws IOException {
        if (refusal instanceof RuntimeException e) {
            throw e;
        }
        if (refusal instanceof IOException e) {
            throw e;
        }
    }

    /**
     * How it ended, once it did.
     *
     * @throws IOException if it is not known: the script did not come to its end
     */
    End end() throws IOException {
        String[] words = end.strip().split(" ");
        if (words.length != 2) {
            String text = said.text().strip();
            throw new IOException(failure.getMessage() + (text.isEmpty() ? "" : ": " + text), failure);
        }
        return new End(Integer.parseInt(words[0]), words[1].equals("-") ? "" : words[1]);
    }

    /** Tells a script that only holds that it need not any longer. */
    void release() {
        try {
            channel.in().write(Mark.bytes("done\n"));
            channel.in().flush();
        } catch (IOException e) {
            // The host is lost, and all that is held with it.
        }
    }

    /** Tells it to end, and waits for the grace period and a little longer. */
    void cancel(Duration grace) throws InterruptedException {
        try {
            channel.in().close();
            await(grace.plus(SLACK));
        } catch (IOException e) {
            // The host is lost; there the same happens without being told.
        }
    }

    @Override
    public void close() {
        channel.close();
    }

    private interface Copying {
        void copy() throws IOException;
    }

    private void read(String name, Copying copying) {
        Thread thread = new Thread(() -> {
            try {
                copying.copy();
            } catch (IOException e) {
                failure = e;
            } finally {
                ended.countDown();
            }
        }, "berth-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void copyOut(OutputStream taker) throws IOException {
        OutputStream sink = new InTurn(taker);
        MarkedInput in = new MarkedInput(channel.out());
        // What comes before was written by the user's start-up files.
        in.copyUntil(Mark.bytes(mark + "\n"), OutputStream.nullOutputStream());
        in.copyRest(sink);
        sink.close();
    }

    private void copyErr(OutputStream taker) throws IOException {
        OutputStream sink = new InTurn(taker);
        MarkedInput in = new MarkedInput(channel.err());
        in.copyUntil(Mark.bytes(mark + "\n"), said);
        in.copyUntil(Mark.bytes(mark + " "), sink);
        sink.close();
        end = in.line();
        in.copyRest(OutputStream.nullOutputStream());
    }

    /** Keeps the first exception of a taker, and tells the script to end: nobody wants its outputs any more. */
    private void refuse(Exception e) {
        if (refusal == null) {
            refusal = e;
        }
        try {
            channel.in().close();
        } catch (IOException lost) {
            // It ends without being told.
        }
    }

    /** Lets no two threads write at once. What is written after a refusal is dropped, so that the script can end. */
    private final class InTurn extends OutputStream {

        private final OutputStream to;

        InTurn(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            synchronized (turn) {
                try {
                    if (refusal == null) {
                        to.write(bytes, offset, count);
                    }
                } catch (IOException | RuntimeException e) {
                    refuse(e);
                }
            }
        }

        @Override
        public void close() {
            synchronized (turn) {
                try {
                    if (refusal == null) {
                        to.close();
                    }
                } catch (IOException | RuntimeException e) {
                    refuse(e);
                }
            }
        }
    }
}
