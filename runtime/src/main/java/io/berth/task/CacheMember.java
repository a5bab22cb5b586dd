package io.berth.task;

import io.berth.api.Hands;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A host that gets a release into its cache: what its script tells, and what that is told. */
final class CacheMember {

    /** How far it is. */
    enum State {
        /** It has not said yet. */
        ASKED,
        /** It lacks the release, and has room for it. */
        READY,
        /** It had the release before. */
        HAS,
        /** It has got it. */
        WHOLE,
        FAILED
    }

    /** A host to get it from, and the directory that has it there. */
    record Source(String name, HostWay way, String dir) {

        String lines() {
            StringBuilder lines = new StringBuilder();
            List.of("source " + name, way.address(), way.port(), way.user(), dir).forEach(line -> lines.append(line).append('\n'));
            way.knownHosts().lines().filter(line -> !line.isBlank()).forEach(line -> lines.append("known ").append(line).append('\n'));
            return lines.toString();
        }
    }

    /** How often a host is asked whether it is still there. */
    private static final long PULSE_MILLIS = 500;

    private final Host host;
    private final Runnable changed;
    private final ScriptLines said = new ScriptLines();
    private final CompletableFuture<String> sources = new CompletableFuture<>();
    private final CompletableFuture<Void> others = new CompletableFuture<>();
    private volatile Optional<HostWay> way = Optional.empty();
    private volatile State state = State.ASKED;
    private volatile String failure = "";
    private volatile String next = "";
    private volatile long bytes;
    private volatile long began;
    private volatile Duration took = Duration.ZERO;

    /** @param changed is called when its state or its bytes have */
    CacheMember(Host host, Runnable changed) {
        this.host = host;
        this.changed = changed;
    }

    String name() {
        return host.name();
    }

    State state() {
        return state;
    }

    /** Why it has not got it. */
    String failure() {
        return failure;
    }

    /** What is to be done about that; may be empty. */
    String next() {
        return next;
    }

    /** How much of the stream has come. */
    long bytes() {
        return bytes;
    }

    Duration took() {
        return took;
    }

    /** How others get it from this one; empty: not at all. */
    Optional<Source> source() {
        return way.filter(known -> state != State.FAILED).map(known -> new Source(name(), known, StoreReleases.CACHE));
    }

    /** Lets it begin. @param from the best one first */
    void go(List<Source> from) {
        StringBuilder lines = new StringBuilder();
        from.forEach(source -> lines.append(source.lines()));
        began = System.nanoTime();
        sources.complete(lines.append("go\n").toString());
    }

    /** Lets it end: nobody needs anything of it any more. */
    void release() {
        others.complete(null);
    }

    /** Does it: from here on the thread is this host's. */
    void run(Hands all, Command command) {
        try {
            Hands hands = all.on(host);
            way = HostWay.of(host, all);
            Answer answer = hands.feed(command, this::talk, line -> tell(line, hands));
            if (!answer.ok()) {
                String last = answer.err().lines().reduce((one, other) -> other).orElse("");
                failed(said.failure().isEmpty() ? "its script ended with status " + answer.status() + (last.isEmpty() ? "" : ": " + last) : said.failure(), said.next());
            } else if (state != State.HAS && state != State.WHOLE) {
                failed("its script ended early", "");
            }
        } catch (IOException | RuntimeException e) {
            failed(String.valueOf(e.getMessage()), "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed("interrupted", "");
        }
    }

    private synchronized void failed(String why, String todo) {
        if (state == State.ASKED || state == State.READY) {
            failure = why;
            next = todo;
            state = State.FAILED;
            changed.run();
        }
    }

    private void tell(String line, Hands hands) {
        if (said.isOfFailure(line)) {
            return;
        }
        String[] words = line.split(" ", 3);
        switch (words[0]) {
            case "progress" -> {
                bytes = Long.parseLong(words[1]);
                changed.run();
            }
            case "fact" -> reached(State.valueOf(words[2].toUpperCase(Locale.ROOT)));
            case "phase" -> { }
            default -> hands.say(name() + ": " + line.replaceFirst("^say ", ""));
        }
    }

    private synchronized void reached(State next) {
        if (state != State.FAILED) {
            took = Duration.ofNanos(System.nanoTime() - began);
            state = next;
            changed.run();
        }
    }

    private void talk(OutputStream script) throws IOException {
        script.write(told(sources, script).getBytes(StandardCharsets.UTF_8));
        script.flush();
        told(others, script);
    }

    /** Waits for it; what is written meanwhile says nothing but shows if nobody reads it any more. */
    private <T> T told(CompletableFuture<T> future, OutputStream script) throws IOException {
        while (true) {
            try {
                return future.get(PULSE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                script.write('\n');
                script.flush();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }
}
