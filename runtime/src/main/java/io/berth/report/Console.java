package io.berth.report;

import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What may be done to the terminal, if there is one. Colour and live lines are for terminals only; {@code NO_COLOR}
 * takes the colour, {@code TERM=dumb} and {@code CI} take both.
 *
 * @param live whether lines may be rewritten
 * @param colour whether ANSI colours may be used
 * @param unicode whether more than ASCII is shown, as the locale says
 * @param size of the terminal now; asked again when it matters
 */
public record Console(boolean live, boolean colour, boolean unicode, Supplier<Size> size) {

    /** Of a terminal, in characters. */
    public record Size(int columns, int rows) {
        static final Size USUAL = new Size(80, 24);
    }

    /**
     * Decides by the environment.
     *
     * @param terminal whether the stream in question is one
     */
    public static Console of(Map<String, String> environment, boolean terminal, Supplier<Size> size) {
        String term = environment.getOrDefault("TERM", "");
        boolean capable = terminal && !term.isEmpty() && !term.equals("dumb") && !set(environment, "CI");
        return new Console(capable, capable && !set(environment, "NO_COLOR"), utf8(environment), size);
    }

    /** Of a file: neither colours nor live lines, and all characters. */
    public static Console ofFile() {
        return new Console(false, false, true, () -> Size.USUAL);
    }

    /** Of this process's standard output, where results go. */
    public static Console ofStandardOutput() {
        return of(System.getenv(), Stty.isTerminal(1), Stty::size);
    }

    /** Of this process's standard error, where progress and messages go. */
    public static Console ofStandardError() {
        return of(System.getenv(), Stty.isTerminal(2), Stty::size);
    }

    /** {@code CI=false} is how some say that there is none. */
    private static boolean set(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        return !value.isEmpty() && !(name.equals("CI") && value.equals("false"));
    }

    private static boolean utf8(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG").map(n -> environment.getOrDefault(n, "")).filter(v -> !v.isEmpty())
                .findFirst().map(v -> v.toLowerCase(Locale.ROOT).replace("-", "").endsWith("utf8")).orElse(false);
    }

    Style style() {
        return new Style(colour, unicode);
    }
}
