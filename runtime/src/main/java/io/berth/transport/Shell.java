package io.berth.transport;

import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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

    private static final Duration START = Duration.ofSeconds(60);

    private final String host;
    private final Channels channels;
    private final Channel channel;
    private final Duration grace;
    private final BlockingQueue<Given> given = new LinkedBlockingQueue<>();
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final Thread reader;
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

    private Shell(String host, Channels channels, Channel channel, Duration grace, String hello) {
        this.host = host;
        this.channels = channels;
        this.channel = channel;
        this.grace = grace;
        reader = new Thread(() -> read(hello), "berth-sh-" + host);
        reader.setDaemon(true);
    }

    /** @param grace between TERM and KILL, whole seconds */
    static Shell start(String host, Channels channels, Duration grace) throws IOException, InterruptedException {
        String hello = Mark.make();
        Shell shell = new Shell(host, channels, channels.openNow("exec /bin/sh"), grace, hello);
        try {
            shell.reader.start();
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
        List<Answer> answers = new ArrayList<>();
        Queue<Given> sent = new ArrayDeque<>();
        Queue<Integer> sizes = new ArrayDeque<>();
        int ahead = 0;
        while (answers.size() < commands.size()) {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            for (int next = answers.size() + sent.size(); next < commands.size(); next++) {
                Given one = Given.of(commands.get(next), count % NUMBERS, next, live);
                byte[] text = text(one, chain, next == 0);
                if (ahead > 0 && ahead + text.length > channel.ahead()) {
                    break;
                }
                count++;
                given.add(one);
                sent.add(one);
                sizes.add(text.length);
                batch.writeBytes(text);
                ahead += text.length;
            }
            if (batch.size() > 0) {
                channel.in().write(batch.toByteArray());
                channel.in().flush();
            }
            ahead -= sizes.remove();
            answers.add(answer(sent.remove()));
            live.answered(answers.size() - 1, answers.get(answers.size() - 1));
            if (chain && !answers.get(answers.size() - 1).ok()) {
                passOver(sent.size());
                break;
            }
        }
        return answers;
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

    private void read(String hello) {
        try {
            MarkedInput in = new MarkedInput(channel.out());
            in.until(Mark.bytes("\n" + hello + " "));
            String[] self = in.line().split(" ");
            parts.add(new Started(self[0], self[1], self[2]));
            while (true) {
                Given next = given.take();
                byte[] mark = Mark.bytes("\n" + next.mark());
                in.copyUntil(mark, next.out().answer());
                in.copyUntil(mark, next.err().answer());
                String[] end = in.line().strip().split(" ");
                next.out().end();
                next.err().end();
                parts.add(new Ended(end[0], end[1].equals("-") ? "" : end[1]));
            }
        } catch (EOFException e) {
            parts.add(new Lost(new EOFException("its shell ended")));
        } catch (IOException e) {
            parts.add(new Lost(e));
        } catch (InterruptedException e) {
            // Closed; nobody waits for more.
        }
    }

    /** Ends it where it is idle; what it runs runs on. */
    @Override
    public void close() {
        channel.close();
        reader.interrupt();
    }
}
