package io.berth.report;

import io.berth.event.Event;
import io.berth.model.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** A task that runs now, as a line of the live view. */
final class BusyTask {

    private static final Duration SAMPLE = Duration.ofMillis(500);
    private static final double NEW_SAMPLE_WEIGHT = 0.4;
    private static final int WIDEST_BAR = 24;
    private static final int NARROWEST_BAR = 8;

    private final String host;
    private final String name;
    private final Instant started;
    private String phase = "";
    private Event.TaskProgress progress;
    private Event.TaskProgress sampled;
    private double bytesPerSecond;

    BusyTask(String host, String name, Instant started) {
        this.host = host;
        this.name = name;
        this.started = started;
    }

    String host() {
        return host;
    }

    String name() {
        return name;
    }

    /** Progress is of one phase: a new one begins from nothing. */
    void phase(Event.TaskPhase event) {
        phase = Text.printable(event.phase());
        progress = null;
        sampled = null;
        bytesPerSecond = 0;
    }

    void progress(Event.TaskProgress event) {
        progress = event;
        if (sampled == null || event.bytes() < sampled.bytes()) {
            sampled = event;
            return;
        }
        Duration since = Duration.between(sampled.at(), event.at());
        if (since.compareTo(SAMPLE) >= 0) {
            double now = (event.bytes() - sampled.bytes()) * 1e9 / since.toNanos();
            bytesPerSecond = bytesPerSecond == 0 ? now : bytesPerSecond + NEW_SAMPLE_WEIGHT * (now - bytesPerSecond);
            sampled = event;
        }
    }

    String phase() {
        return phase;
    }

    /**
     * Its line. Where room is short the bar goes first, then the time left, then the rate, then all but a percentage; names are cut last.
     *
     * @param columns the line is never wider
     */
    String line(Instant now, int columns, Widths widths, Style style) {
        return line(host, now, columns, widths, style);
    }

    /** The same for several hosts, as they are to be told: this one is the first that began. */
    String line(String hosts, Instant now, int columns, Widths widths, Style style) {
        String clock = Text.cut(String.format("%6s", Took.clock(Duration.between(started, now))), columns);
        int room = columns - Text.width(clock);
        String who = Text.cut(Text.column(hosts, widths.host()) + "  " + Text.column(name, widths.name()) + "  ",
                Math.max(0, room - widths.phase()));
        String what = Text.cut(Text.padded(phase, widths.phase()), room - Text.width(who));
        int free = room - Text.width(who) - Text.width(what);
        String how = progress == null ? "" : amount(free, style);
        return who + style.cyan(what) + how + " ".repeat(Math.max(0, free - visible(how))) + style.dim(clock);
    }

    /** Of the columns that the lines have in common. */
    record Widths(int host, int name, int phase) { }

    private String amount(int free, Style style) {
        String bytes = new Size(progress.bytes()).toString() + (progress.total() > 0 ? " of " + new Size(progress.total()) : "");
        String rate = bytesPerSecond > 0 ? "  " + new Size(Math.round(bytesPerSecond / 1024) * 1024) + "/s" : "";
        String text = Stream.of(bytes + rate + left(), bytes + rate).filter(all -> 2 + all.length() <= free).findFirst().orElse(bytes);
        if (2 + text.length() > free) {
            String percent = progress.total() > 0 ? " " + 100 * progress.bytes() / progress.total() + "%" : "";
            return percent.length() <= free ? percent : "";
        }
        int bar = Math.min(WIDEST_BAR, free - text.length() - 5);
        return progress.total() > 0 && bar >= NARROWEST_BAR
                ? "  " + style.bar((double) progress.bytes() / progress.total(), bar) + "  " + text
                : "  " + text;
    }

    /** At the present rate; empty if nobody can know. */
    private String left() {
        long missing = progress.total() - progress.bytes();
        return missing > 0 && bytesPerSecond > 0 ? "  " + Took.clock(Duration.ofSeconds(Math.round(Math.ceil(missing / bytesPerSecond)))) + " left" : "";
    }

    private static int visible(String dressed) {
        return Text.width(dressed.replaceAll("\033\\[[0-9;]*m", ""));
    }
}
