package io.berth.ssh;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Notices that much is carried. The JVM has instructions of the processor for ciphers, but uses them only in what it compiles best, and
 * goes by how often something was called: packets of 32 KiB are so few that the first 64 MB take a second. Six thousand small ones,
 * beside, have it compiled after the fifth of that.
 */
final class Bulk {

    /** All that this process carries. */
    static final Bulk ALL = new Bulk(Bulk::compileCiphers);

    private static final long MUCH = 8 << 20;
    private static final int CALLS = 6000;

    private final Runnable much;
    private final AtomicLong carried = new AtomicLong();

    /** @param much is called once it is */
    Bulk(Runnable much) {
        this.much = much;
    }

    /** @param bytes that came or went by a channel */
    void carried(int bytes) {
        long before = carried.getAndAdd(bytes);
        if (before <= MUCH && before + bytes > MUCH) {
            much.run();
        }
    }

    private static void compileCiphers() {
        Thread thread = new Thread(() -> Rehearsal.packets(CALLS), "berth-ciphers");
        thread.setDaemon(true);
        thread.start();
    }
}
