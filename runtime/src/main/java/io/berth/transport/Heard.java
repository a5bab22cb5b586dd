package io.berth.transport;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * One output of a command that the shell runs. Its answer has all of it. Where somebody listens, that one gets the lines:
 * those that are heard while the command runs, then what the answer has beyond them; what is heard later is dropped.
 */
final class Heard {

    private static final int TAIL = 64 * 1024;

    private final Object turn;
    private final int most;
    private final boolean listened;
    private final Lines lines;
    private ByteArrayOutputStream whole = new ByteArrayOutputStream();
    private Tail tail;
    private long early;
    private long answered;
    private boolean over;
    private RuntimeException refusal;

    /**
     * @param turn is held while a line is handed on
     * @param most how many bytes of it are kept; if somebody listens, then only the last 64 KiB of what is longer
     * @param listened whether the consumer wants lines
     */
    Heard(Object turn, int most, boolean listened, Consumer<String> consumer) {
        this.turn = turn;
        this.most = most;
        this.listened = listened;
        this.lines = new Lines(consumer);
    }

    /** For what comes while the command runs. */
    OutputStream live() {
        return sink(this::hear);
    }

    /** For the answer. */
    OutputStream answer() {
        return sink(this::take);
    }

    /** The answer is there: hands on a last line that has no end. */
    void end() {
        synchronized (turn) {
            over = true;
            if (listened) {
                hand(lines::close);
            }
        }
    }

    /** Throws what the listener threw, if it did. */
    void check() {
        if (refusal != null) {
            throw refusal;
        }
    }

    /** Whether there was more than is kept, and nobody who heard it. */
    boolean tooMuch() {
        return !listened && whole.size() > most;
    }

    String text() {
        return tail == null ? whole.toString(StandardCharsets.UTF_8) : tail.text();
    }

    private void hear(byte[] bytes, int offset, int count) {
        synchronized (turn) {
            if (answered == 0 && !over) {
                early += count;
                hand(() -> lines.write(bytes, offset, count));
                check();
            }
        }
    }

    private void take(byte[] bytes, int offset, int count) {
        synchronized (turn) {
            keep(bytes, offset, count);
            int known = (int) Math.max(0, Math.min(count, early - answered));
            answered += count;
            if (listened) {
                hand(() -> lines.write(bytes, offset + known, count - known));
            }
        }
    }

    private void keep(byte[] bytes, int offset, int count) {
        if (tail == null && listened && whole.size() + count > most) {
            tail = new Tail(TAIL);
            tail.write(whole.toByteArray(), 0, whole.size());
            whole = null;
        }
        if (tail == null) {
            whole.write(bytes, offset, count);
        } else {
            tail.write(bytes, offset, count);
        }
    }

    private void hand(Runnable handing) {
        try {
            if (refusal == null) {
                handing.run();
            }
        } catch (RuntimeException e) {
            refusal = e;
        }
    }

    private interface Taking {
        void take(byte[] bytes, int offset, int count);
    }

    private static OutputStream sink(Taking taking) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                taking.take(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
                taking.take(bytes, offset, count);
            }
        };
    }
}
