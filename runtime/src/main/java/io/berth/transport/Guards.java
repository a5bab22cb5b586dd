package io.berth.transport;

import io.berth.model.Command;
import io.berth.model.Feed;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The scripts that a session has running on channels of their own. Thread-safe. */
final class Guards implements AutoCloseable {

    private final String host;
    private final Channels channels;
    private final Duration grace;
    private final Set<Guarded> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Guards(String host, Channels channels, Duration grace) {
        this.host = host;
        this.channels = channels;
        this.grace = grace;
    }

    /** Where a script is to run. */
    interface Opening {
        Channel open(String line) throws IOException, InterruptedException;
    }

    /** Writes what a script reads. */
    interface Feeding {
        void feed(OutputStream in) throws IOException, InterruptedException;
    }

    /** Runs a command to its end, or ends it with all it started. */
    Guarded.End run(Command command, OutputStream out, OutputStream err) throws IOException, InterruptedException {
        String mark = Mark.make();
        return run(command, channels::open, mark, HostScript.guard(mark, grace.toSeconds(), command, false), out, err, in -> {});
    }

    /** The same with an input that comes while it runs. */
    Guarded.End run(Command command, Feed input, OutputStream out, OutputStream err) throws IOException, InterruptedException {
        String mark = Mark.make();
        return run(command, channels::open, mark, HostScript.guard(mark, grace.toSeconds(), command, true), out, err,
            in -> new Pieces(in).send(input));
    }

    /**
     * The same for another script.
     *
     * @param named what it is called in errors, and how long it may take
     * @param mark the script's first argument
     */
    Guarded.End run(Command named, Opening opening, String mark, HostScript script, OutputStream out, OutputStream err, Feeding feeding)
            throws IOException, InterruptedException {
        checkOpen();
        Guarded guarded;
        try {
            guarded = Guarded.start(opening.open(script.line()), mark, script, out, err);
        } catch (BecomeRefused e) {
            throw e;
        } catch (IOException e) {
            throw lost(named, e, Thread.interrupted());
        }
        running.add(guarded);
        try (guarded) {
            checkOpen();
            feed(guarded, feeding);
            if (!guarded.await(named.timeout())) {
                guarded.cancel(grace);
                throw new TimedOut(named);
            }
            guarded.checkTaken();
            return end(guarded, named);
        } catch (InterruptedException e) {
            guarded.cancel(grace);
            throw e;
        } finally {
            running.remove(guarded);
        }
    }

    /** Of an input that is not had to its end the script has to undo what it did: that is waited for. */
    private void feed(Guarded guarded, Feeding feeding) throws IOException, InterruptedException {
        try {
            feeding.feed(guarded.in());
        } catch (IOException | RuntimeException e) {
            guarded.cancel(grace);
            throw e;
        }
    }

    private Guarded.End end(Guarded guarded, Command named) throws IOException, InterruptedException {
        try {
            return guarded.end();
        } catch (IOException e) {
            throw lost(named, e, Thread.interrupted());
        }
    }

    boolean isClosed() {
        return closed;
    }

    void checkOpen() throws Unreachable {
        if (closed) {
            throw new Unreachable(host, "the session of " + host + " is closed", null);
        }
    }

    /** What to throw when the host is lost. An interrupted read or write says so by an exception of its own kind, and by the thread's flag. */
    Unreachable lost(Command command, IOException cause, boolean interrupted) throws InterruptedException {
        if (interrupted) {
            InterruptedException interruption = new InterruptedException("interrupted");
            interruption.initCause(cause);
            throw interruption;
        }
        String why = cause instanceof EOFException || cause.getMessage() == null ? "the connection ended"
            : cause.getMessage();
        return new Unreachable(host, "lost " + host + " while it ran " + command.argv().get(0) + ": " + why, cause);
    }

    /** Tells all to end, and runs no more. */
    @Override
    public void close() {
        closed = true;
        running.forEach(Guarded::close);
    }
}
