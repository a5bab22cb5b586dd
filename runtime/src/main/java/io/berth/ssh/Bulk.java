package io.berth.ssh;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Notices that much is carried. The JVM has instructions of the processor for ciphers and digests, but uses them only in what it compiles best, and
 * goes by how often something was called: packets of 32 KiB are so few that the first 64 MB take a second. Thousands of smaller ones
 * before have it compiled in a tenth of that, if nothing else wants the processors meanwhile: so what is to carry much waits for it.
 */
final class Bulk {

    /** All that this process carries. */
    static final Bulk ALL = new Bulk(Rehearsal::bulk);

    private static final long MUCH = 8 << 20;

    private final Runnable much;
    private final AtomicLong carried = new AtomicLong();

    /** @param much is called once, when it is known */
    Bulk(Runnable much) {
        this.much = much;
    }

    /** @param bytes that are going to come or go by a channel */
    void expect(long bytes) {
        if (bytes > MUCH) {
            carried(MUCH + 1);
        }
    }

    /** @param bytes that came or went by a channel */
    void carried(long bytes) {
        long before = carried.getAndAdd(bytes);
        if (before <= MUCH && before + bytes > MUCH) {
            much.run();
        }
    }
}
