package io.berth.diag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects diagnostics, so that all that is wrong is said at once. Knows the text of the sources it quotes. */
public final class Diagnostics {

    private final Map<String, List<String>> sources = new LinkedHashMap<>();
    private final List<Diagnostic> all = new ArrayList<>();

    /** Makes the lines of {@code file} known, to be quoted. */
    public void source(String file, String text) {
        sources.put(file, text.lines().toList());
    }

    public void error(SourceRange at, String message, String... hints) {
        add(Diagnostic.Severity.ERROR, at, message, hints);
    }

    public void warning(SourceRange at, String message, String... hints) {
        add(Diagnostic.Severity.WARNING, at, message, hints);
    }

    private void add(Diagnostic.Severity severity, SourceRange at, String message, String... hints) {
        Diagnostic found = new Diagnostic(severity, message, at, lineAt(at), List.of(hints));
        if (!all.contains(found)) {
            all.add(found);
        }
    }

    private String lineAt(SourceRange at) {
        List<String> lines = sources.getOrDefault(at.file(), List.of());
        return at.line() > 0 && at.line() <= lines.size() ? lines.get(at.line() - 1) : "";
    }

    public boolean hasErrors() {
        return all.stream().anyMatch(d -> d.severity() == Diagnostic.Severity.ERROR);
    }

    /** All of them, by file in the order the files were read, then by line and column. */
    public List<Diagnostic> all() {
        List<String> order = List.copyOf(sources.keySet());
        return all.stream().sorted((one, other) -> {
            int by = Integer.compare(order.indexOf(one.at().file()), order.indexOf(other.at().file()));
            by = by != 0 ? by : Integer.compare(one.at().line(), other.at().line());
            return by != 0 ? by : Integer.compare(one.at().column(), other.at().column());
        }).toList();
    }

    /** @throws PlaybookException with all of them, if one is an error */
    public void throwIfErrors() {
        if (hasErrors()) {
            throw new PlaybookException(all());
        }
    }
}
