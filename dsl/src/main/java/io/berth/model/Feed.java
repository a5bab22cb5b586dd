package io.berth.model;

import java.io.IOException;
import java.io.OutputStream;

/** What a command is given to read while it runs, of any length. */
@FunctionalInterface
public interface Feed {

    /**
     * Writes all of it.
     *
     * @throws IOException if it cannot be had to its end; the command is ended then, and does not see that as the end of its input
     */
    void to(OutputStream command) throws IOException;
}
