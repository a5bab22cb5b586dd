package io.berth.transport;

import io.berth.model.Become;
import io.berth.model.Seconds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The way to a host as another user there: each line is begun by the program that changes the user. That one may read a
 * password from the line's standard input, or may not: what it leaves there is passed over before the line begins.
 */
public final class BecomeChannels implements Channels {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_SAID = 16 * 1024;

    private final String host;
    private final Channels channels;
    private final Become become;

    /** @param channels of the user who logs in; they stay open when these are closed */
    public BecomeChannels(String host, Channels channels, Become become) {
        this.host = host;
        this.channels = channels;
        this.become = become;
    }

    @Override
    public Channel open(String line) throws IOException, InterruptedException {
        String mark = Mark.make();
        return begin(channels.open(line(line, mark)), mark);
    }

    @Override
    public Channel openNow(String line) throws IOException, InterruptedException {
        String mark = Mark.make();
        return begin(channels.openNow(line(line, mark)), mark);
    }

    @Override
    public Optional<Channel> openSpare(String line) throws IOException, InterruptedException {
        String mark = Mark.make();
        Optional<Channel> spare = channels.openSpare(line(line, mark));
        return spare.isPresent() ? Optional.of(begin(spare.get(), mark)) : spare;
    }

    @Override
    public void expect(long bytes) {
        channels.expect(bytes);
    }

    @Override
    public boolean alive() {
        return channels.alive();
    }

    @Override
    public void close() {
        // The connection is not theirs.
    }

    /** The mark is the program's prompt too: seen before the other user's shell speaks, it tells how often it asked. */
    private String line(String line, String mark) {
        String shell = Quote.word("printf '\\n%s\\n' " + mark + "; printf '\\n%s\\n' " + mark + " >&2; while read -r berth && [ \"$berth\" != "
            + mark + " ]; do :; done; unset berth; cd 2>/dev/null || cd /; " + line);
        String user = Quote.word(become.user());
        return "exec env LC_ALL=C LANGUAGE= " + switch (become.method()) {
            case SUDO -> "sudo " + (become.password().isNone() ? "-n" : "-S -p " + prompt(mark)) + " -H -u " + user + " -- /bin/sh -c " + shell;
            case SU -> "su -s /bin/sh -c " + shell + " -- " + user;
            case DOAS -> "doas -n -u " + user + " /bin/sh -c " + shell;
        };
    }

    private static String prompt(String mark) {
        return "ask-" + mark;
    }

    private Channel begin(Channel channel, String mark) throws IOException, InterruptedException {
        Beginning beginning = new Beginning(channel, mark);
        try {
            beginning.begin();
            return channel;
        } catch (IOException | InterruptedException e) {
            channel.close();
            throw e;
        }
    }

    /** Waits for the other user's shell, or for what is said in its place. */
    private final class Beginning {

        private final Channel channel;
        private final String mark;
        private final CountDownLatch read = new CountDownLatch(2);
        private final StringBuffer said = new StringBuffer();
        private volatile boolean began;
        private volatile boolean askedAgain;

        Beginning(Channel channel, String mark) {
            this.channel = channel;
            this.mark = mark;
        }

        void begin() throws IOException, InterruptedException {
            read("out", () -> began = found(channel.out(), new StringBuffer()));
            read("err", () -> found(channel.err(), said));
            if (become.method() != Become.Method.DOAS) {
                tell(become.password().text());
            }
            if (!read.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new BecomeRefused(Refusal.text(host, become, "it did not answer within " + Seconds.of(PATIENCE), false));
            }
            if (!began && !channels.alive()) {
                throw new IOException("the connection ended");
            }
            if (!began) {
                throw new BecomeRefused(Refusal.text(host, become, said.toString().replace(prompt(mark), ""), askedAgain));
            }
            tell(mark);
        }

        private void tell(String line) throws IOException {
            try {
                channel.in().write((line + "\n").getBytes(StandardCharsets.UTF_8));
                channel.in().flush();
            } catch (IOException e) {
                if (!channels.alive()) {
                    throw e;
                }
                // It ended without reading; it has said why.
            }
        }

        /** Reads up to the line with the mark and not a byte more; false if there is none. */
        private boolean found(InputStream in, StringBuffer text) throws IOException {
            String end = "\n" + mark + "\n";
            String prompt = prompt(mark);
            int asked = 0;
            int b;
            while ((b = in.read()) >= 0) {
                text.append((char) b);
                if (endsWith(text, end)) {
                    return true;
                }
                if (endsWith(text, prompt) && ++asked == 2) {
                    askedAgain = true;
                    channel.in().close();
                }
                if (text.length() > MOST_SAID) {
                    text.delete(0, MOST_SAID / 2);
                }
            }
            return false;
        }

        private static boolean endsWith(StringBuffer text, String end) {
            int from = text.length() - end.length();
            return from >= 0 && text.indexOf(end, from) == from;
        }

        private interface Reading {
            void read() throws IOException;
        }

        private void read(String name, Reading reading) {
            Thread thread = new Thread(() -> {
                try {
                    reading.read();
                } catch (IOException e) {
                    said.append('\n').append(e.getMessage());
                } finally {
                    read.countDown();
                }
            }, "berth-become-" + name);
            thread.setDaemon(true);
            thread.start();
        }
    }
}
