package io.berth.cli;

import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.report.WhoWaits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Passes on what happens to a view, and tells it who waits for what: after 30 seconds in which nothing happened, and on SIGQUIT. */
final class Silence implements EventSink, AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(300);

    private final EventSink view;
    private final Clock clock;
    private final WhoWaits waits = new WhoWaits();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "silence");
        thread.setDaemon(true);
        return thread;
    });
    private Instant last;

    Silence(EventSink view, Clock clock) {
        this.view = view;
        this.clock = clock;
        this.last = clock.instant();
    }

    Silence start() {
        ticker.scheduleAtFixedRate(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    @Override
    public synchronized void accept(Event event) {
        last = clock.instant();
        waits.accept(event);
        view.accept(event);
    }

    synchronized void look() {
        Instant now = clock.instant();
        if (Quit.seen() || Duration.between(last, now).compareTo(LONG) >= 0) {
            last = now;
            view.accept(new Event.Notice(now, String.join("\n", waits.lines(now))));
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
