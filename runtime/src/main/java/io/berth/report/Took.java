package io.berth.report;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them. */
final class Took {

    private Took() {
    }

    /** {@code 0.4 s}, {@code 12.3 s}, {@code 3 min 04 s}, {@code 1 h 02 min}. */
    static String of(Duration took) {
        long tenths = (took.toMillis() + 50) / 100;
        if (tenths < 600) {
            return String.format(Locale.ROOT, "%d.%d s", tenths / 10, tenths % 10);
        }
        long seconds = (took.toMillis() + 500) / 1000;
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
    }

    /** {@code 0:07}, {@code 12:04}, {@code 1:02:03}: what a running clock shows. */
    static String clock(Duration took) {
        long seconds = Math.max(0, took.toSeconds());
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
