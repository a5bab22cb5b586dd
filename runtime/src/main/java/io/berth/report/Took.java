package io.berth.report;

import java.time.Duration;

/** Durations as people read them. */
final class Took {

    private Took() {
    }

    /** {@code 0.4 s}, {@code 12.3 s}, {@code 3 min 04 s}, {@code 1 h 02 min}. */
    static String of(Duration took) {
        long tenths = (took.toMillis() + 50) / 100;
        if (tenths < 600) {
            return tenths / 10 + "." + tenths % 10 + " s";
        }
        long seconds = (took.toMillis() + 500) / 1000;
        return seconds < 3600
                ? seconds / 60 + " min " + two(seconds % 60) + " s"
                : seconds / 3600 + " h " + two(seconds / 60 % 60) + " min";
    }

    /** {@code 0:07}, {@code 12:04}, {@code 1:02:03}: what a running clock shows. */
    static String clock(Duration took) {
        long seconds = Math.max(0, took.toSeconds());
        return seconds < 3600
                ? seconds / 60 + ":" + two(seconds % 60)
                : seconds / 3600 + ":" + two(seconds / 60 % 60) + ":" + two(seconds % 60);
    }

    /** Formats of the library would bring in the numbers of all languages, at the end of every run. */
    private static String two(long number) {
        return number < 10 ? "0" + number : String.valueOf(number);
    }
}
