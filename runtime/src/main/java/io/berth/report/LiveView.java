package io.berth.report;

import io.berth.event.Event;
import io.berth.event.EventSink;
import java.io.Closeable;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jline.utils.Signals;

/**
 * The view on a terminal: a line for each task at work, a status line below, and finished tasks scrolling off above.
 * It paints at most ten times a second. {@link #close()} must be called however the program ends, also on Ctrl-C: it
 * gives the cursor back.
 */
public final class LiveView implements EventSink, Closeable {

    private static final Duration REFRESH = Duration.ofMillis(100);
    private static final String RESIZED = "WINCH";

    private final Console console;
    private final Clock clock;
    private final RunLines lines;
    private final LiveScreen screen;
    private final LivePainter painter;
    private final List<String> unsaid = new ArrayList<>();
    private Console.Size size = Console.Size.USUAL;
    private boolean resized = true;
    private ScheduledExecutorService ticker;
    private Object resizeHandlerBefore;
    private boolean closed;
    private boolean aside;

    /**
     * @param verbose whether unchanged tasks, phases and output are said too
     * @param diff whether the texts before and after of what changes are said
     */
    public LiveView(PrintStream out, Console console, Clock clock, boolean verbose, boolean diff) {
        this.console = console;
        this.clock = clock;
        this.lines = new RunLines(console.style(), verbose, diff);
        this.screen = new LiveScreen(console.style(), lines);
        this.painter = new LivePainter(out);
    }

    /** Begins to paint by itself. */
    public synchronized LiveView start() {
        resizeHandlerBefore = Signals.register(RESIZED, this::resized);
        ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "live-view");
            thread.setDaemon(true);
            return thread;
        });
        ticker.scheduleAtFixedRate(this::paint, 0, REFRESH.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    @Override
    public synchronized void accept(Event event) {
        unsaid.addAll(lines.of(event));
        screen.accept(event);
        if (aside && event instanceof Event.Interrupted) {
            unsaid.add(0, ""); // off the line of the question
            end();
        } else if (closed) {
            end();
        }
    }

    synchronized void paint() {
        if (closed || aside) {
            return;
        }
        if (resized) {
            size = console.size().get();
            resized = false;
        }
        painter.paint(unsaid, screen.lines(clock.instant(), size), size.columns());
        unsaid.clear();
    }

    synchronized void resized() {
        resized = true;
    }

    /** Takes the live lines away and gives the cursor back, until {@link #goOn}: what happens meanwhile is said then, an interrupt at once. */
    public synchronized void stepAside() {
        if (!closed) {
            end();
            aside = true;
        }
    }

    /** Paints again, from the line on which the cursor is. */
    public synchronized void goOn() {
        aside = false;
    }

    /** Takes the live lines away and gives the cursor back; what is said after that comes as plain lines. */
    @Override
    public void close() {
        ScheduledExecutorService running;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            running = ticker;
            end();
        }
        if (running != null) {
            running.shutdownNow();
            Signals.unregister(RESIZED, resizeHandlerBefore);
        }
    }

    private void end() {
        painter.end(unsaid, size.columns());
        unsaid.clear();
    }
}
