package io.berth.transport;

import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

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

    /** Threads that read answers; only a shell that runs something has one. */
    private static final ExecutorService READERS = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS,
        new SynchronousQueue<>(), reading -> {
            Thread thread = new Thread(reading, "berth-sh");
            thread.setDaemon(true);
            return thread;
        });

    private static final Duration START = Duration.ofSeconds(60);

    private final String host;
    private final Channels channels;
    private final Channel channel;
    private final Duration grace;
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final MarkedInput in;
    private String process = "";
    private String directory = "";
    private String setsid = "";
    private long count;

    /**
     * A command that the shell was given.
     *
     * @param number names the files of its outputs
     */
    private record Given(Command command, String mark, long number, boolean listened, Heard out, Heard err) {

        static Given of(Command command, long number, int place, Live live) {
            Object turn = new Object();
            boolean listened = live != Live.NOBODY;
            return new Given(command, Mark.make(), number, listened,
                new Heard(turn, MOST, listened, line -> live.line(place, line, false)),
                new Heard(turn, MOST, listened, line -> live.line(place, line, true)));
        }
    }

    private sealed interface Part {}

    private record Started(String process, String directory, String setsid) implements Part {}

    /** Of a command that ran; or that was left out, with no status. */
    private record Ended(String status, String signal) implements Part {}

    private record Lost(IOException cause) implements Part {}

    private Shell(String host, Channels channels, Channel channel, Duration grace) {
        this.host = host;
        this.channels = channels;
        this.channel = channel;
        this.grace = grace;
        this.in = new MarkedInput(channel.out());
    }

    /** @param grace between TERM and KILL, whole seconds */
    static Shell start(String host, Channels channels, Duration grace) throws IOException, InterruptedException {
        String hello = Mark.make();
        Shell shell = new Shell(host, channels, channels.openNow("exec /bin/sh"), grace);
        try {
            READERS.execute(() -> shell.read(() -> shell.greet(hello)));
            shell.channel.in().write(HostScript.shell(hello));
            shell.channel.in().flush();
            Part part = shell.parts.poll(START.toSeconds(), TimeUnit.SECONDS);
            if (!(part instanceof Started started)) {
                throw part instanceof Lost lost ? lost.cause() : new IOException("its /bin/sh does not answer");
            }
            shell.process = started.process();
            shell.directory = started.directory();
            shell.setsid = started.setsid();
            return shell;
        } catch (IOException | InterruptedException e) {
            shell.close();
            throw e;
        }
    }

    /** Its process id on the host. */
    String process() {
        return process;
    }

    /** Where it keeps its files on the host. */
    String directory() {
        return directory;
    }

    /**
     * Runs the commands; sends ahead as much as the channel takes, so that neither side waits for the other for ever.
     *
     * @param chain whether one that fails is the last to run: then the answers end with its
     */
    List<Answer> run(List<Command> commands, boolean chain, Live live) throws IOException, InterruptedException {
        Run run = new Run(commands, chain, live);
        READERS.execute(() -> read(() -> takeAnswers(run.given)));
        try {
            return run.toEnd();
        } finally {
            run.given.add(Optional.empty());
        }
    }

    /** Commands that are run together. */
    private final class Run {

        final BlockingQueue<Optional<Given>> given = new LinkedBlockingQueue<>();
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
                ahead -= sizes.remove();
                Answer answer = answer(sent.remove());
                answers.add(answer);
                live.answered(answers.size() - 1, answer);
                if (chain && !answer.ok()) {
                    passOver(sent.size());
                    break;
                }
            }
            return answers;
        }

        private void sendAhead() throws IOException {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            for (int next = answers.size() + sent.size(); next < commands.size(); next++) {
                Given one = Given.of(commands.get(next), count % NUMBERS, next, live);
                byte[] text = text(one, chain, next == 0);
                if (ahead > 0 && ahead + text.length > channel.ahead()) {
                    break;
                }
                count++;
                given.add(Optional.of(one));
                sent.add(one);
                sizes.add(text.length);
                batch.writeBytes(text);
                ahead += text.length;
            }
            if (batch.size() > 0) {
                channel.in().write(batch.toByteArray());
                channel.in().flush();
            }
        }
    }

    private Answer answer(Given given) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Duration timeout = given.command().timeout();
        Part part = parts.poll(Math.min(timeout.toMillis(), SHORT.toMillis()), TimeUnit.MILLISECONDS);
        if (part == null && timeout.compareTo(SHORT) > 0) {
            part = attachedTo(given);
        }
        Ended ended = ended(given.command(), part);
        given.out().check();
        given.err().check();
        if (given.out().tooMuch() || given.err().tooMuch()) {
            throw new TooMuchOutput(host, given.command(), MOST);
        }
        return new Answer(Integer.parseInt(ended.status()), ended.signal(), given.out().text(), given.err().text(),
            Duration.ofNanos(System.nanoTime() - start));
    }

    /** Waits for the end of a command that takes longer than a short one. */
    private Part attachedTo(Given given) throws IOException, InterruptedException {
        String mark = Mark.make();
        HostScript script = HostScript.attach(mark, process, directory, given.number(), grace.toSeconds(), given.listened());
        try (Guarded attached = Guarded.start(channels.openNow(script.line()), mark, script, given.out().live(), given.err().live())) {
            try {
                Part part = parts.poll(given.command().timeout().minus(SHORT).toMillis(), TimeUnit.MILLISECONDS);
                attached.checkTaken();
                ended(given.command(), part);
                attached.release();
                return part;
            } catch (TimedOut | InterruptedException e) {
                attached.cancel(grace);
                throw e;
            }
        }
    }

    private static Ended ended(Command command, Part part) throws IOException {
        if (part == null) {
            throw new TimedOut(command);
        }
        if (!(part instanceof Ended ended)) {
            throw part instanceof Lost lost ? lost.cause() : new IOException("unexpected " + part);
        }
        return ended;
    }

    /** Takes the answers for commands that the shell left out. */
    private void passOver(int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            Part part = parts.poll(START.toSeconds(), TimeUnit.SECONDS);
            if (!(part instanceof Ended)) {
                throw part instanceof Lost lost ? lost.cause() : new IOException("its shell does not answer");
            }
        }
    }

    /** In braces: the shell reads them to their end before it begins, so a command that was cut short does not run. */
    private byte[] text(Given given, boolean chain, boolean first) {
        Command command = given.command();
        boolean reads = !command.input().isEmpty();
        ShellText text = new ShellText().add(given.number() == 0 && count > 0 ? "{ tidy; " : "{ ");
        if (chain) {
            text.add(first ? "failed=; " : "if proceed " + given.mark() + "; then ");
        }
        text.add("before " + given.number() + "; ");
        if (reads) {
            text.add("printf %b ").addPrinted(command.input()).add(" >\"$in\"; ");
        }
        text.add("(" + ShellText.surroundings(command) + "exec " + Quote.word(setsid) + " " + Quote.words(command.argv()) + ") <"
            + (reads ? "\"$in\"" : "/dev/null") + " >&7 2>&8 7>&- 8>&-; answer " + given.mark() + " "
            + (given.listened() ? Long.MAX_VALUE : MOST + 1));
        text.add(chain && !first ? "; fi; }\n" : "; }\n");
        return text.toBytes();
    }

    private interface Reading {
        void read() throws IOException, InterruptedException;
    }

    private void read(Reading reading) {
        try {
            reading.read();
        } catch (EOFException e) {
            parts.add(new Lost(new EOFException("its shell ended")));
        } catch (IOException e) {
            parts.add(new Lost(e));
        } catch (InterruptedException e) {
            parts.add(new Lost(new InterruptedIOException("interrupted")));
        }
    }

    private void greet(String hello) throws IOException {
        in.until(Mark.bytes("\n" + hello + " "));
        String[] self = in.line().split(" ");
        parts.add(new Started(self[0], self[1], self[2]));
    }

    /** Reads the answers to what is given, until nothing is. */
    private void takeAnswers(BlockingQueue<Optional<Given>> given) throws IOException, InterruptedException {
        for (Optional<Given> next = given.take(); next.isPresent(); next = given.take()) {
            byte[] mark = Mark.bytes("\n" + next.get().mark());
            in.copyUntil(mark, next.get().out().answer());
            in.copyUntil(mark, next.get().err().answer());
            String[] end = in.line().strip().split(" ");
            next.get().out().end();
            next.get().err().end();
            parts.add(new Ended(end[0], end[1].equals("-") ? "" : end[1]));
        }
    }

    /** Ends it where it is idle; what it runs runs on. */
    @Override
    public void close() {
        channel.close();
    }
}
