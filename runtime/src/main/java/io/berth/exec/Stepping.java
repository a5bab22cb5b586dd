package io.berth.exec;

/** Asks the user before each task. */
@FunctionalInterface
public interface Stepping {

    enum Say {
        YES,
        /** Not this one, on none of its hosts. */
        NO,
        /** Yes, and do not ask again. */
        CONTINUE
    }

    /**
     * Called by one thread at a time, once for a task of a play on all its hosts.
     *
     * @param title the task's, for people
     * @param host the first of its hosts to come to it
     */
    Say ask(String title, String host) throws InterruptedException;
}
