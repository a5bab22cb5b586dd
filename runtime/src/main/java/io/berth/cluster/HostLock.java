package io.berth.cluster;

import io.berth.api.Hands;
import io.berth.api.Script;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One host's lock on starts: a script there that has it as long as this holds the other end of its channel. Asked by one thread at a time. */
final class HostLock implements AutoCloseable {

    static final Script SCRIPT = Script.of(HostLock.class, "/io/berth/task/virsh.sh", "/io/berth/task/slot/say.sh", "/io/berth/task/slot/lock.sh", "start-lock.sh");
    /** How often the host is told that somebody is still there, and after how long without that it gives the lock up. */
    private static final Duration PULSE = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    static final String ENDED = "ended";
    private static final String END = "end";

    private final Host host;
    private final BlockingQueue<String> words = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile String lost = "";
    private volatile boolean unreachable;
    private String machine = "";
    private boolean none;

    HostLock(Host host, Hands all, String runDir) {
        this.host = host;
        thread = new Thread(() -> run(all, runDir), "start-lock");
        thread.setDaemon(true);
        thread.start();
    }

    String name() {
        return host.name();
    }

    /** Waits until the host is reached. */
    void begin() throws InterruptedException {
        String said = answers.take();
        none = said.equals("none");
        machine = said.startsWith("machine ") ? said.substring("machine ".length()) : "";
    }

    /** Whether no guest can run there. */
    boolean isNone() {
        return none;
    }

    /** By which all hosts have one order; the same of one that is called by two names. Empty: it can run no guest, or is lost. */
    String machine() {
        return machine;
    }

    /** Why there is no lock any more; empty: there is. */
    String lost() {
        return lost;
    }

    /** Whether that is because the host is not there. */
    boolean isUnreachable() {
        return unreachable;
    }

    /** Tells it a word, and does not wait. */
    void tell(String word) {
        words.add(word);
    }

    /** What it says to that; {@code ended} if it does not any more. */
    String answer() throws InterruptedException {
        return lost.isEmpty() || !answers.isEmpty() ? answers.take() : ENDED;
    }

    private void run(Hands all, String runDir) {
        try {
            Command command = SCRIPT.with(runDir, all.holder().toString(), Long.toString(SILENCE.toSeconds())).within(Command.NO_LIMIT);
            Answer answer = all.on(host).feed(command, this::talk, this::hear);
            if (lost.isEmpty()) {
                lost = answer.ok() ? ENDED : "its script ended with status " + answer.status() + answer.err().lines().reduce((one, other) -> other).map(line -> ": " + line).orElse("");
            }
        } catch (IOException | RuntimeException e) {
            unreachable = true;
            lost = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            lost = "interrupted";
        } finally {
            answers.add(ENDED);
        }
    }

    private void hear(String line) {
        if (line.startsWith("failed ")) {
            lost = line.substring("failed ".length());
        } else if (!line.startsWith("next ")) {
            answers.add(line);
        }
    }

    private void talk(OutputStream script) throws IOException {
        try {
            while (true) {
                String word = words.poll(PULSE.toMillis(), TimeUnit.MILLISECONDS);
                if (END.equals(word)) {
                    return;
                }
                script.write(((word == null ? "" : word) + "\n").getBytes(StandardCharsets.UTF_8));
                script.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Has it given back, and does not wait. */
    void end() {
        words.add(END);
    }

    /** Waits until it is. */
    @Override
    public void close() {
        end();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join(Duration.ofSeconds(10).toMillis());
                if (thread.isAlive()) {
                    thread.interrupt();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
