package io.berth.transport;

import java.io.IOException;
import java.util.Optional;

/** The way to one host: a means to run shell lines there. Thread-safe. */
public interface Channels extends AutoCloseable {

    /**
     * Starts a shell line. Where the host limits how many may run at once, it waits for its turn.
     *
     * @throws IOException if the host was lost
     */
    Channel open(String line) throws IOException, InterruptedException;

    /** The same without waiting for a turn, for what must run now. */
    Channel openNow(String line) throws IOException, InterruptedException;

    /** The same if that is of use and takes no turn from others; for who could do without. */
    default Optional<Channel> openSpare(String line) throws IOException, InterruptedException {
        return Optional.empty();
    }

    /** So many bytes are going to be carried at once. */
    default void expect(long bytes) { }

    /** Whether the host is, as far as known, still there. */
    boolean alive();

    @Override
    void close();
}
