package io.berth.diag;

import java.util.List;
import java.util.stream.Collectors;

/** What the user wrote cannot be run; carries every diagnostic, not only the first. */
public final class PlaybookException extends RuntimeException {

    private final transient List<Diagnostic> diagnostics;

    public PlaybookException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::render).collect(Collectors.joining()));
        this.diagnostics = List.copyOf(diagnostics);
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
