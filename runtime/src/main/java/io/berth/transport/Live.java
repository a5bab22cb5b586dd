package io.berth.transport;

import io.berth.model.Answer;

/** Listens to what commands write. Called for one line at a time, by whatever thread has it; what it throws ends the command. */
@FunctionalInterface
public interface Live {

    /** For who does not listen. */
    static Live nobody() {
        return Nobody.LISTENS;
    }

    /** Not a constant of the interface: the JVM's archive takes no lambdas of one that has those. */
    enum Nobody implements Live {
        LISTENS;

        @Override
        public void line(int command, String line, boolean error) {
            // Nobody wants it.
        }
    }

    /**
     * A line that a command wrote.
     *
     * @param command its place in the list that was given to run, from 0
     * @param line without its end
     * @param error whether it is of standard error
     */
    void line(int command, String line, boolean error);

    /** A command has ended, and all its lines have been told. Called by the thread that gave it to run. */
    default void answered(int command, Answer answer) {
        // Most only want lines.
    }
}
