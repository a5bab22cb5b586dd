package io.berth.report;

import io.berth.event.Outcome;

/**
 * How text is dressed for a terminal, if at all.
 *
 * @param colour whether ANSI colours may be used
 * @param unicode whether the terminal shows more than ASCII
 */
record Style(boolean colour, boolean unicode) {

    static final Style BARE = new Style(false, true);

    String bold(String text) {
        return sgr("1", text);
    }

    String dim(String text) {
        return sgr("2", text);
    }

    String red(String text) {
        return sgr("31", text);
    }

    String green(String text) {
        return sgr("32", text);
    }

    String yellow(String text) {
        return sgr("33", text);
    }

    String cyan(String text) {
        return sgr("36", text);
    }

    private String sgr(String code, String text) {
        return colour && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }

    String outcome(Outcome outcome, String text) {
        return switch (outcome) {
            case CHANGED, IGNORED, RESCUED -> yellow(text);
            case UNCHANGED, DONE, DONE_BEFORE -> green(text);
            case FAILED, UNREACHABLE, REFUSED -> sgr("1;31", text);
            case SKIPPED, CANCELLED, LEFT_OUT -> dim(text);
        };
    }

    /** A bar of {@code columns} of which {@code share}, from 0 to 1, is full. */
    String bar(double share, int columns) {
        int full = (int) Math.round(Math.max(0, Math.min(1, share)) * columns);
        return unicode
                ? cyan("━".repeat(full)) + dim("─".repeat(columns - full))
                : "#".repeat(full) + "-".repeat(columns - full);
    }
}
