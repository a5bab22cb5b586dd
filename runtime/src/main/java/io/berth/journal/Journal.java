package io.berth.journal;

import io.berth.event.Event;
import io.berth.event.EventSink;
import io.berth.event.Outcome;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Writes events as JSON lines, each handed to the operating system before {@link #accept} returns, so that only the end of the
 * controller's machine can lose it. Against that, what a resume relies on is forced to disk: the end of the run at once, its start and
 * the ends of tasks that did something as fast as the disk can, many together. Of a task's progress it keeps the first of each second and the
 * last. A journal that cannot be written never fails the run: that is said once.
 */
public final class Journal implements EventSink, Closeable {

    private static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(1);

    private final Path file;
    private final Consumer<Event.Notice> trouble;
    // Not a FileChannel: that one is closed for good when an interrupted thread, such as a cancelled task's, writes to it.
    private final FileOutputStream out;
    private final ThreadPoolExecutor disk = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Journal::daemon);
    private final AtomicBoolean forcing = new AtomicBoolean();
    private final Map<String, Instant> progressWritten = new HashMap<>();
    private final Map<String, Event.TaskProgress> progressHeld = new HashMap<>();
    private boolean troubleSaid;
    private boolean lineBroken;

    /**
     * @param file is made, or added to
     * @param trouble is told once if events cannot be written
     * @throws IOException if the file cannot be opened
     */
    public Journal(Path file, Consumer<Event.Notice> trouble) throws IOException {
        this.file = file;
        this.trouble = trouble;
        this.out = new FileOutputStream(OwnFile.made(file).toFile(), true);
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof Event.TaskProgress progress && tooSoon(progress)) {
            progressHeld.put(progress.task(), progress);
            return;
        }
        if (event instanceof Event.TaskEnded ended) {
            progressWritten.remove(ended.task());
            Event.TaskProgress last = progressHeld.remove(ended.task());
            if (last != null) {
                write(last, false);
            }
        }
        write(event, event instanceof Event.RunEnded);
        if (event instanceof Event.RunStarted || event instanceof Event.TaskEnded ended && ended.outcome() != Outcome.UNCHANGED) {
            forceSoon(event);
        }
    }

    private boolean tooSoon(Event.TaskProgress progress) {
        Instant before = progressWritten.get(progress.task());
        if (before != null && progress.at().isBefore(before.plus(PROGRESS_INTERVAL))) {
            return true;
        }
        progressWritten.put(progress.task(), progress.at());
        progressHeld.remove(progress.task());
        return false;
    }

    private void write(Event event, boolean force) {
        try {
            String line = (lineBroken ? "\n" : "") + EventWriter.line(event) + "\n";
            lineBroken = true;
            out.write(line.getBytes(StandardCharsets.UTF_8));
            lineBroken = false;
            if (force) {
                out.getFD().sync();
            }
        } catch (IOException | IllegalArgumentException e) {
            say(event, e);
        }
    }

    private void say(Event event, Exception e) {
        if (!troubleSaid) {
            troubleSaid = true;
            trouble.accept(new Event.Notice(event.at(), "the journal " + file + " cannot be written (" + e.getMessage()
                    + "); the run goes on, but its report will have gaps and a resume may do more than needed"));
        }
    }

    private void forceSoon(Event event) {
        if (forcing.compareAndSet(false, true)) {
            disk.execute(() -> {
                forcing.set(false);
                try {
                    out.getFD().sync();
                } catch (IOException e) {
                    synchronized (this) {
                        say(event, e);
                    }
                }
            });
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "berth-journal");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() throws IOException {
        disk.shutdown();
        boolean interrupted = false;
        try {
            disk.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        synchronized (this) {
            out.close();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
