package io.berth.transport;

import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private static final Duration START = Duration.ofSeconds(60);

    private final String host;
    private final Channel channel;
    private final BlockingQueue<String> marks = new LinkedBlockingQueue<>();
    private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
    private final Thread reader;
    private String process = "";
    private String directory = "";

    private sealed interface Part {}

    private record Started(String process, String directory) implements Part {}

    private record Ended(byte[] out, byte[] err, int status, String signal) implements Part {}

    private record Lost(IOException cause) implements Part {}

    private Shell(String host, Channel channel, String hello) {
        this.host = host;
        this.channel = channel;
        reader = new Thread(() -> read(hello), "berth-sh-" + host);
        reader.setDaemon(true);
    }

    static Shell start(String host, Channels channels) throws IOException, InterruptedException {
        String hello = Mark.make();
        Shell shell = new Shell(host, channels.openNow("exec /bin/sh"), hello);
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

    /** Runs the commands; sends ahead as much as the channel takes, so that neither side waits for the other for ever. */
    List<Answer> run(List<Command> commands) throws IOException, InterruptedException {
        List<Answer> answers = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        int ahead = 0;
        while (answers.size() < commands.size()) {
            ByteArrayOutputStream batch = new ByteArrayOutputStream();
            while (sizes.size() < commands.size()) {
                String mark = Mark.make();
                byte[] text = text(commands.get(sizes.size()), mark);
                if (ahead > 0 && ahead + text.length > channel.ahead()) {
                    break;
                }
                marks.add(mark);
                batch.writeBytes(text);
                sizes.add(text.length);
                ahead += text.length;
            }
            if (batch.size() > 0) {
                channel.in().write(batch.toByteArray());
                channel.in().flush();
            }
            ahead -= sizes.get(answers.size());
            answers.add(answer(commands.get(answers.size())));
        }
        return answers;
    }

    private Answer answer(Command command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Part part = parts.poll(command.timeout().toMillis(), TimeUnit.MILLISECONDS);
        if (part == null) {
            throw new TimedOut(command);
        }
        if (!(part instanceof Ended ended)) {
            throw part instanceof Lost lost ? lost.cause() : new IOException("unexpected " + part);
        }
        if (Math.max(ended.out().length, ended.err().length) > MOST) {
            throw new TooMuchOutput(host, command, MOST);
        }
        return new Answer(ended.status(), ended.signal(), new String(ended.out(), StandardCharsets.UTF_8),
            new String(ended.err(), StandardCharsets.UTF_8), Duration.ofNanos(System.nanoTime() - start));
    }

    /** In braces: the shell reads them to their end before it begins, so a command that was cut short does not run. */
    private static byte[] text(Command command, String mark) {
        boolean reads = !command.input().isEmpty();
        String input = reads ? "printf %b " + Quote.printed(command.input().text()) + " >\"$in\"; " : "";
        String text = "{ before; " + input + "(exec setsid " + Quote.words(command.argv()) + " <"
            + (reads ? "\"$in\"" : "/dev/null") + " >\"$out\" 2>\"$err\"); answer " + mark + " " + (MOST + 1) + "; }\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void read(String hello) {
        try {
            MarkedInput in = new MarkedInput(channel.out());
            in.until(Mark.bytes("\n" + hello + " "));
            String[] self = in.line().split(" ", 2);
            parts.add(new Started(self[0], self[1]));
            while (true) {
                byte[] mark = Mark.bytes("\n" + marks.take());
                byte[] out = in.until(mark);
                byte[] err = in.until(mark);
                String[] end = in.line().strip().split(" ");
                parts.add(new Ended(out, err, Integer.parseInt(end[0]), end[1].equals("-") ? "" : end[1]));
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
