package io.berth.script;

/** How a statement ended. */
sealed interface Flow {

    /** It ended at its end, with a value that a closure gives back when it is the last. */
    record Ended(Object value) implements Flow {
    }

    record Returned(Object value) implements Flow {
    }

    enum Jump implements Flow { BREAK, CONTINUE }
}
