package io.berth.transport;

import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Feed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The session of a host that has a POSIX shell, by whatever channels: short commands through one shell that stays, long
 * ones and files through guarded channels of their own. The host needs {@code sh}, {@code setsid} and the coreutils.
 */
public final class ShellSession implements Session {

    private static final int TAIL = 64 * 1024;

    private final String host;
    private final Channels channels;
    private final String knownHostLines;
    private final Duration grace;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Guards guards;
    private final HostFiles files;
    private volatile Shell shell;

    /**
     * @param host its name in errors
     * @param channels is closed with the session
     * @param grace between TERM and KILL, whole seconds
     */
    public ShellSession(String host, Channels channels, String knownHostLines, Duration grace) {
        this.host = host;
        this.channels = channels;
        this.knownHostLines = knownHostLines;
        this.grace = grace;
        this.guards = new Guards(host, channels, grace);
        this.files = new HostFiles(host, channels, guards);
    }

    /**
     * Makes sure that the host runs commands for it.
     *
     * @throws BecomeRefused if the host does not let the session's user in
     */
    public ShellSession opened() throws IOException, InterruptedException {
        turn.lockInterruptibly();
        try {
            shell();
            return this;
        } catch (BecomeRefused e) {
            throw e;
        } catch (IOException e) {
            throw guards.lost(Command.of("/bin/sh"), e, Thread.interrupted());
        } finally {
            turn.unlock();
        }
    }

    private Shell shell() throws IOException, InterruptedException {
        if (shell == null) {
            guards.checkOpen();
            shell = Shell.start(host, channels, grace);
        }
        return shell;
    }

    /** Whether it can be used: neither closed nor, as far as known, lost. */
    public boolean alive() {
        return !guards.isClosed() && channels.alive();
    }

    @Override
    public Answer run(Command command) throws IOException, InterruptedException {
        return runAll(List.of(command)).get(0);
    }

    @Override
    public List<Answer> runAll(List<Command> commands) throws IOException, InterruptedException {
        return run(commands, false, Live.nobody());
    }

    @Override
    public List<Answer> runChain(List<Command> commands, Live live) throws IOException, InterruptedException {
        return run(commands, true, live);
    }

    private List<Answer> run(List<Command> commands, boolean chain, Live live) throws IOException, InterruptedException {
        if (commands.isEmpty()) {
            return List.of();
        }
        turn.lockInterruptibly();
        try {
            return shell().run(commands, chain, live);
        } catch (TimedOut | TooMuchOutput | BecomeRefused | InterruptedException | RuntimeException e) {
            endShell(grace.plusSeconds(10));
            throw e;
        } catch (IOException e) {
            boolean interrupted = Thread.interrupted();
            endShell(grace.plusSeconds(10));
            throw guards.lost(commands.get(0), e, interrupted);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public Answer stream(Command command, Consumer<String> out, Consumer<String> err)
            throws IOException, InterruptedException {
        Tail outTail = new Tail(TAIL);
        Tail errTail = new Tail(TAIL);
        long start = System.nanoTime();
        Guarded.End end = guards.run(command, new Both(outTail, new Lines(out)), new Both(errTail, new Lines(err)));
        return new Answer(end.status(), end.signal(), outTail.text(), errTail.text(),
            Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public Answer feed(Command command, Feed input, Consumer<String> out, Consumer<String> err) throws IOException, InterruptedException {
        Tail outTail = new Tail(TAIL);
        Tail errTail = new Tail(TAIL);
        long start = System.nanoTime();
        Guarded.End end = guards.run(command, input, new Both(outTail, new Lines(out)), new Both(errTail, new Lines(err)));
        return new Answer(end.status(), end.signal(), outTail.text(), errTail.text(), Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public Answer pour(Command command, OutputStream to, Consumer<String> err) throws IOException, InterruptedException {
        Tail errTail = new Tail(TAIL);
        long start = System.nanoTime();
        Guarded.End end = guards.run(command, new Both(to, OutputStream.nullOutputStream()), new Both(errTail, new Lines(err)));
        return new Answer(end.status(), end.signal(), "", errTail.text(), Duration.ofNanos(System.nanoTime() - start));
    }

    @Override
    public void expect(long bytes) {
        channels.expect(bytes);
    }

    @Override
    public void get(String path, OutputStream to) throws IOException, InterruptedException {
        files.get(path, to);
    }

    @Override
    public void put(InputStream content, String path, int mode) throws IOException, InterruptedException {
        files.put(content, path, mode);
    }

    /** Ends the shell with what it runs; the next command gets a new one. */
    private void endShell(Duration patience) {
        Shell ending = shell;
        shell = null;
        if (ending != null) {
            ending.kill(patience);
        }
    }

    @Override
    public String knownHostLines() {
        return knownHostLines;
    }

    /** Tells what runs to end, hardly waits for that, and ends the connection. */
    @Override
    public void close() {
        if (guards.isClosed()) {
            return;
        }
        guards.close();
        if (turn.tryLock()) {
            try {
                if (shell != null) {
                    shell.close();
                    shell = null;
                }
            } finally {
                turn.unlock();
            }
        } else {
            endShell(Duration.ofSeconds(1));
        }
        channels.close();
    }
}
