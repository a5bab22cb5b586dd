package io.berth.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import io.berth.model.Diff;
import java.util.List;
import java.util.stream.Stream;

/** The lines of a unified diff, each with what it is. */
final class UnifiedDiff {

    private static final int CONTEXT = 3;

    private UnifiedDiff() {
    }

    enum Kind { HUNK, CONTEXT, ADDED, REMOVED }

    record Line(Kind kind, String text) {
        String dressed(Style style) {
            return switch (kind) {
                case HUNK -> style.cyan(text);
                case CONTEXT -> text;
                case ADDED -> style.green(text);
                case REMOVED -> style.red(text);
            };
        }
    }

    /** Three lines of context; no file headers, as the text's name stands above. Nothing when both are the same. */
    static List<Line> of(Diff diff) {
        List<String> before = diff.before().lines().map(Text::printable).toList();
        List<String> after = diff.after().lines().map(Text::printable).toList();
        return UnifiedDiffUtils.generateUnifiedDiff("a", "b", before, DiffUtils.diff(before, after), CONTEXT).stream()
                .skip(2).map(line -> new Line(kind(line), line.startsWith("@@") ? emptyIsLineZero(line) : line)).toList();
    }

    /** What the text is, and its lines, all behind {@code indent}. */
    static List<String> lines(Diff diff, String indent, Style style) {
        return Stream.concat(Stream.of(style.dim(Text.printable(diff.what()))), of(diff).stream().map(line -> line.dressed(style)))
                .map(line -> indent + line).toList();
    }

    /** As diff(1) writes it: no lines are those after line 0. The library says 1. */
    private static String emptyIsLineZero(String hunk) {
        return hunk.replace("-1,0 ", "-0,0 ").replace("+1,0 ", "+0,0 ");
    }

    private static Kind kind(String line) {
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '@' -> Kind.HUNK;
            case '+' -> Kind.ADDED;
            case '-' -> Kind.REMOVED;
            default -> Kind.CONTEXT;
        };
    }
}
