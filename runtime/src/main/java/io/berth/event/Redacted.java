package io.berth.event;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Stands before all other sinks of a run and gives them each event without its secrets. Output without line ends comes in
 * pieces of 64 KiB; of such a piece the end is held back until the next comes, so that a secret that the cut divides is found.
 */
public final class Redacted implements EventSink {

    /** What transports cut at, less what they leave out not to cut a character. */
    private static final int CUT_PIECE = 64 * 1024 - 3;

    private final Redaction redaction;
    private final EventSink next;
    private final Map<Stream, Event.TaskOutput> held = new HashMap<>();

    private record Stream(String task, boolean error) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Stream stream && error == stream.error && task.equals(stream.task);
        }

        @Override
        public int hashCode() {
            return task.hashCode() * 2 + (error ? 1 : 0);
        }
    }

    public Redacted(Redaction redaction, EventSink next) {
        this.redaction = redaction;
        this.next = next;
    }

    @Override
    public synchronized void accept(Event event) {
        if (event instanceof Event.TaskOutput output) {
            output(output);
            return;
        }
        if (event instanceof Event.TaskEnded ended) {
            release(new Stream(ended.task(), false));
            release(new Stream(ended.task(), true));
        }
        next.accept(redaction.copy(event));
    }

    private void output(Event.TaskOutput output) {
        Stream stream = new Stream(output.task(), output.error());
        Event.TaskOutput before = held.remove(stream);
        String line = before == null ? output.line() : before.line() + output.line();
        boolean cut = isCut(output.line()) && redaction.reach() > 0;
        int end = cut ? redaction.cutBefore(line, Math.max(0, line.length() - redaction.reach())) : line.length();
        if (cut) {
            held.put(stream, new Event.TaskOutput(output.at(), output.task(), line.substring(end), output.error()));
        }
        if (end > 0 || !cut) {
            next.accept(new Event.TaskOutput(output.at(), output.task(), redaction.of(line.substring(0, end)), output.error()));
        }
    }

    private static boolean isCut(String line) {
        return line.length() >= CUT_PIECE / 3 && line.getBytes(StandardCharsets.UTF_8).length >= CUT_PIECE;
    }

    private void release(Stream stream) {
        Event.TaskOutput last = held.remove(stream);
        if (last != null) {
            next.accept(redaction.copy(last));
        }
    }
}
