package io.berth.report;

import io.berth.api.Change;
import java.util.Locale;
import java.util.stream.Stream;

/** How each kind of change is shown. */
enum PlanKind {
    CREATE("+", "to create"),
    UPDATE("~", "to update"),
    REPLACE("±", "to replace"),
    DELETE("-", "to delete"),
    ACT("!", "to act on"),
    LOOK(">", "to look at or wait for"),
    MAYBE("?", "known only later"),
    NONE("=", "unchanged");

    private final String symbol;
    private final String words;

    PlanKind(String symbol, String words) {
        this.symbol = symbol;
        this.words = words;
    }

    /** @param name of a {@link Change.Kind} in lower case; one that only a newer version knows may be anything */
    static PlanKind of(String name) {
        return Stream.of(values()).filter(kind -> kind.name().equals(name.toUpperCase(Locale.ROOT))).findFirst().orElse(MAYBE);
    }

    String symbol(boolean unicode) {
        return this == REPLACE && !unicode ? "-/+" : symbol;
    }

    /** After a number: {@code 3 to create}. */
    String words() {
        return words;
    }

    String dressed(String text, Style style) {
        return switch (this) {
            case CREATE -> style.green(text);
            case UPDATE, ACT -> style.yellow(text);
            case REPLACE, DELETE -> style.red(text);
            case MAYBE, LOOK -> style.cyan(text);
            case NONE -> style.dim(text);
        };
    }
}
