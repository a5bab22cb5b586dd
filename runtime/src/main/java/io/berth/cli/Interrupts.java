package io.berth.cli;

import io.berth.exec.Executor;
import org.jline.utils.Signals;

/** Ctrl-C and TERM: the first drains, the second cancels, the third ends the program as it stands. */
final class Interrupts {

    private final Executor executor;
    private final Object oldInt;
    private final Object oldTerm;
    private int seen;

    private Interrupts(Executor executor) {
        this.executor = executor;
        this.oldInt = Signals.register("INT", this::interrupted);
        this.oldTerm = Signals.register("TERM", this::interrupted);
    }

    static Interrupts of(Executor executor) {
        return new Interrupts(executor);
    }

    private synchronized void interrupted() {
        seen++;
        switch (seen) {
            case 1 -> executor.drain();
            case 2 -> executor.cancel();
            default -> System.exit(Exit.INTERRUPTED);
        }
    }

    /** From now on the signals do again what they did before. */
    void close() {
        Signals.unregister("INT", oldInt);
        Signals.unregister("TERM", oldTerm);
    }
}
