package io.berth.journal;

/** The user named a run that there is not, or more than one. The message says which there are. */
public final class NoSuchRun extends Exception {
    NoSuchRun(String message) {
        super(message);
    }
}
