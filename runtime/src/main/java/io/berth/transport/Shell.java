package io.berth.transport;

import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One {@code /bin/sh} on a host that stays and runs commands one behind the other: no channel, no login shell and no
 * round trip but the one is paid for each. For one thread at a time. After any exception it is to be ended.
 */
final class Shell implements AutoCloseable {

    /** The most that is taken of each output, in bytes. */
    static final int MOST = 16 << 20;

    /** After how many commands the files of their outputs are removed, and their numbers begin again. */
    private static final int NUMBERS = 500;

    /** What takes longer is attached to. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final Duration START = Duration.ofSeconds(60);

    /** Threads that read answers; only a shell that runs something has one. */
    private static final ExecutorService READERS = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS,
        new SynchronousQueue<>(), reading -> {
            Thread thread = new Thread(reading, "berth-sh");
            thread.setDaemon(true);
            return thread;
        });

    private final String host;
    private final Channels channels;
    private final Channel channel;
    private final Duration grace;
    private final MarkedInput in;
    private final CompletableFuture<Self> self;
    private CompletableFuture<?> reading;
    private long count;

    /**
     * What it says of itself.
     *
     * @param process its id on the host
     * @param directory where it keeps its files there
     */
    record Self(String process, String directory) {}

    private Shell(String host, Channels channels, Channel channel, Duration grace, String hello) {
        this.host = host;
        this.channels = channels;
        this.channel = channel;
        this.grace = grace;
        this.in = new MarkedInput(channel.out());
        this.self = CompletableFuture.supplyAsync(() -> greeting(in, hello), READERS);
        this.reading = self.exceptionally(lost -> null);
    }

    /**
     * Starts one, and does not wait until it has: it reads what it is given when it comes to that.
     *
     * @param grace between TERM and KILL, whole seconds
     */
    static Shell start(String host, Channels channels, Duration grace) throws IOException, InterruptedException {
        String hello = Mark.make();
        Shell shell = new Shell(host, channels, channels.openNow("exec /bin/sh"), grace, hello);
        try {
            shell.channel.in().write(HostScript.shell(hello));
            return shell;
        } catch (IOException e) {
            shell.close();
            throw e;
        }
    }

    private static Self greeting(MarkedInput in, String hello) {
        try {
            in.until(Mark.bytes("\n" + hello + " "));
            String[] words = in.line().split(" ", 2);
            return new Self(words[0], words[1]);
        } catch (IOException e) {
            throw new CompletionException(Given.ended(e));
        }
    }

    /** Waits until it has started. */
    Self self(Duration patience) throws IOException, InterruptedException {
        try {
            return self.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("its /bin/sh does not answer", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException lost ? lost : new IOException(e.getCause());
        }
    }

    /**
     * Runs the commands; sends ahead as much as the channel takes, so that neither side waits for the other for ever.
     *
     * @param chain whether one that fails is the last to run: then the answers end with its
     */
    List<Answer> run(List<Command> commands, boolean chain, Live live) throws IOException, InterruptedException {
        if (chain) {
            // What may change something is not given to a shell that may never come to it, or when nobody waits any more.
            channel.in().flush();
            self(START);
        }
        return new Run(commands, chain, live).toEnd();
    }

    /** Commands that are run together. */
    private final class Run {

        private final List<Command> commands;
        private final boolean chain;
        private final Live live;
        private final List<Answer> answers = new ArrayList<>();
        private final Queue<Given> sent = new ArrayDeque<>();
        private final Queue<Integer> sizes = new ArrayDeque<>();
        private int ahead;

        Run(List<Command> commands, boolean chain, Live live) {
            this.commands = commands;
            this.chain = chain;
            this.live = live;
        }

        List<Answer> toEnd() throws IOException, InterruptedException {
            while (answers.size() < commands.size()) {
                sendAhead();
                self(START);
                ahead -= sizes.remove();
                Answer answer = answer(sent.remove());
                answers.add(answer);
                live.answered(answers.size() - 1, answer);
                if (chain && !answer.ok()) {
                    passOver();
                    break;
                }
            }
            return answers;
        }

        private void sendAhead() throws IOException {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            List<Given> unread = new ArrayList<>();
            for (int next = answers.size() + sent.size(); next < commands.size(); next++) {
                Given one = new Given(commands.get(next), count % NUMBERS, next, live);
                byte[] text = one.text(chain, next == 0, one.number() == 0 && count > 0);
                if (ahead > 0 && ahead + text.length > channel.ahead()) {
                    break;
                }
                count++;
                unread.add(one);
                sent.add(one);
                sizes.add(text.length);
                batch.writeBytes(text);
                ahead += text.length;
            }
            if (!unread.isEmpty()) {
                reading = reading.thenRunAsync(() -> unread.forEach(one -> one.read(in)), READERS);
                channel.in().write(batch.toByteArray());
                channel.in().flush();
            }
        }

        /** Waits for the answers for commands that the shell left out. */
        private void passOver() throws IOException, InterruptedException {
            for (Given left : sent) {
                if (!left.await(START)) {
                    throw new IOException("its shell does not answer");
                }
            }
        }
    }

    private Answer answer(Given given) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Duration timeout = given.command().timeout();
        boolean isShort = timeout.compareTo(SHORT) <= 0;
        if (!given.await(isShort ? timeout : SHORT)) {
            if (isShort) {
                throw new TimedOut(given.command());
            }
            awaitAttached(given);
        }
        return given.answer(host, Duration.ofNanos(System.nanoTime() - start));
    }

    /** Waits for the end of a command that takes longer than a short one. */
    private void awaitAttached(Given given) throws IOException, InterruptedException {
        String mark = Mark.make();
        HostScript script = HostScript.attach(mark, self.join(), given.number(), grace.toSeconds(), given.listened());
        try (Guarded attached = Guarded.start(channels.openNow(script.line()), mark, script, given.out().live(), given.err().live())) {
            try {
                if (!given.await(given.command().timeout().minus(SHORT))) {
                    throw new TimedOut(given.command());
                }
                attached.checkTaken();
                attached.release();
            } catch (TimedOut | InterruptedException e) {
                attached.cancel(grace);
                throw e;
            } catch (IOException e) {
                // The shell ends also when who listens refuses to.
                attached.checkTaken();
                throw e;
            }
        }
    }

    /**
     * Ends it with what it runs. One that has not yet begun is waited for no longer than the grace period.
     *
     * @param patience how long that is waited for
     */
    void kill(Duration patience) {
        String mark = Mark.make();
        OutputStream nothing = OutputStream.nullOutputStream();
        try (this) {
            HostScript script = HostScript.kill(mark, self(patience.compareTo(grace) < 0 ? patience : grace), grace.toSeconds());
            try (Guarded killing = Guarded.start(channels.openNow(script.line()), mark, script, nothing, nothing)) {
                killing.await(patience);
            }
        } catch (IOException e) {
            // The host is lost, and the shell with it.
        } catch (InterruptedException e) {
            // Asked a second time not to wait.
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it where it is idle; what it runs runs on. */
    @Override
    public void close() {
        channel.close();
    }
}
