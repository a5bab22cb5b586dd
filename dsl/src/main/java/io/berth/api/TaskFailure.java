package io.berth.api;

/** A task could not do its work. The message says what failed; {@link #next()} what the user can do about it. */
public class TaskFailure extends Exception {

    private final String next;

    public TaskFailure(String message, String next) {
        super(message);
        this.next = next;
    }

    /** One line, or empty. */
    public String next() {
        return next;
    }
}
