package io.berth.cli;

import java.util.concurrent.Callable;

/** A command; what it returns is the exit status. */
interface Action extends Callable<Integer> {

    /** Before it is called, and before its words are known: the program that it is a command of. */
    default void under(Main main) {
        // Most need nothing of it.
    }
}
