package io.berth.report;

import java.io.PrintStream;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Keeps a few lines at the bottom of a terminal up to date while others scroll off above them. Each painting is one
 * write, and each line is overwritten and cleared to its end, so nothing flickers.
 */
final class LivePainter {

    private static final Pattern SGR = Pattern.compile("\033\\[[0-9;]*m");
    private static final String HIDE_CURSOR = "\033[?25l";
    private static final String SHOW_CURSOR = "\033[?25h";
    private static final String CLEAR_TO_LINE_END = "\033[K";
    private static final String CLEAR_BELOW = "\033[J";

    private final PrintStream out;
    private List<String> painted = List.of();
    private boolean cursorHidden;

    LivePainter(PrintStream out) {
        this.out = out;
    }

    /**
     * @param scroll lines that stay, above the live ones
     * @param live lines instead of those painted last; each at most as wide as the terminal
     */
    void paint(List<String> scroll, List<String> live, int columns) {
        StringBuilder screen = new StringBuilder();
        if (!cursorHidden) {
            cursorHidden = true;
            screen.append(HIDE_CURSOR);
        }
        toTop(screen, columns);
        scroll.forEach(line -> screen.append(line).append(CLEAR_TO_LINE_END).append('\n'));
        screen.append(String.join(CLEAR_TO_LINE_END + "\n", live)).append(CLEAR_TO_LINE_END).append(CLEAR_BELOW);
        // at the line's end, the ^C that the terminal echoes would go on to a row of its own
        screen.append('\r');
        painted = List.copyOf(live);
        write(screen);
    }

    /** Takes the live lines away, prints the last ones that stay, and gives the cursor back. */
    void end(List<String> scroll, int columns) {
        StringBuilder screen = new StringBuilder();
        toTop(screen, columns);
        screen.append(painted.isEmpty() ? "" : CLEAR_BELOW);
        scroll.forEach(line -> screen.append(line).append('\n'));
        screen.append(cursorHidden ? SHOW_CURSOR : "");
        cursorHidden = false;
        painted = List.of();
        write(screen);
    }

    /**
     * From the first column of the last painted line to that of the first one: a line takes several rows since the
     * terminal became narrower.
     */
    private void toTop(StringBuilder screen, int columns) {
        int rows = painted.stream().limit(Math.max(0, painted.size() - 1))
                .mapToInt(l -> Math.max(1, -Math.floorDiv(-Text.width(SGR.matcher(l).replaceAll("")), Math.max(1, columns)))).sum();
        screen.append(painted.isEmpty() ? "" : "\r");
        if (rows > 0) {
            screen.append("\033[").append(rows).append('A');
        }
    }

    private void write(StringBuilder screen) {
        out.print(screen);
        out.flush();
    }
}
