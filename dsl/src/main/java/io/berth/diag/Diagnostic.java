package io.berth.diag;

import java.util.List;
import java.util.Objects;

/**
 * One thing that is wrong, or doubtful, in what the user wrote.
 *
 * @param severity whether it stops the run
 * @param message one sentence without a full stop, in the user's words
 * @param at where it stands
 * @param sourceLine the text of that line, empty when it is not known
 * @param hints what to do about it ("did you mean 'pool'?"), each one line
 */
public record Diagnostic(Severity severity, String message, SourceRange at, String sourceLine, List<String> hints) {

    public enum Severity { ERROR, WARNING }

    public Diagnostic {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(message);
        Objects.requireNonNull(at);
        Objects.requireNonNull(sourceLine);
        hints = List.copyOf(hints);
    }

    /** The block a terminal shows: place and message, the source line, a marker under it, the hints. */
    public String render() {
        StringBuilder out = new StringBuilder()
                .append(at).append(": ").append(severity.name().toLowerCase(java.util.Locale.ROOT))
                .append(": ").append(message).append('\n');
        if (!sourceLine.isEmpty()) {
            String number = String.format("%5d", at.line());
            out.append(number).append(" | ").append(sourceLine.stripTrailing()).append('\n');
            if (at.column() > 0) {
                out.append("      | ").append(marker()).append('\n');
            }
        }
        for (String hint : hints) {
            out.append("      = ").append(hint).append('\n');
        }
        return out.toString();
    }

    private String marker() {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i < at.column(); i++) {
            line.append(i <= sourceLine.length() && sourceLine.charAt(i - 1) == '\t' ? '\t' : ' ');
        }
        return line.append("^".repeat(Math.max(1, at.endColumn() - at.column()))).toString();
    }
}
