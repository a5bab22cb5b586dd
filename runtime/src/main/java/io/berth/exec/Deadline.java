package io.berth.exec;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that made it when its time is up, and never after it is closed, so that a late alarm cannot
 * hit the next task of the same thread.
 */
final class Deadline implements AutoCloseable {

    private final Thread worker = Thread.currentThread();
    private Future<?> alarm;
    private boolean open = true;
    private boolean passed;

    static Deadline start(Duration limit, ScheduledExecutorService alarms) {
        Deadline deadline = new Deadline();
        deadline.alarm = alarms.schedule(deadline::pass, limit.toMillis(), TimeUnit.MILLISECONDS);
        return deadline;
    }

    private synchronized void pass() {
        if (open) {
            passed = true;
            worker.interrupt();
        }
    }

    synchronized boolean passed() {
        return passed;
    }

    /** Ends it; an interrupt of its own that nobody has seen yet is taken back. */
    @Override
    public synchronized void close() {
        open = false;
        alarm.cancel(false);
        if (passed) {
            Thread.interrupted();
        }
    }
}
