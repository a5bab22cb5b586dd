package io.berth.script;

import io.berth.diag.SourceRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of a playbook.
 *
 * @param name the file as diagnostics name it
 */
record Source(String name, Path path, List<String> lines, Tree tree) {

    /** Of what stands there, the part on its first line. */
    SourceRange at(Place place) {
        return at(name, lines, place);
    }

    static SourceRange at(String name, List<String> lines, Place place) {
        int line = place.line();
        if (line < 1 || line > lines.size()) {
            return new SourceRange(name, 0, 0, 0);
        }
        int column = Math.max(1, place.column());
        int length = lines.get(line - 1).stripTrailing().length();
        int end = place.lastLine() == line ? place.lastColumn() : length + 1;
        return new SourceRange(name, line, column, Math.max(column + 1, Math.min(end, length + 1)));
    }

    /** What is written there. */
    String text(Place place) {
        int first = place.line();
        int last = Math.min(place.lastLine(), lines.size());
        if (first < 1 || last < first) {
            return "";
        }
        String end = lines.get(last - 1).substring(0, Math.min(Math.max(0, place.lastColumn() - 1), lines.get(last - 1).length()));
        int before = Math.max(0, place.column() - 1);
        if (first == last) {
            return end.substring(Math.min(before, end.length())).strip();
        }
        List<String> text = new ArrayList<>(lines.subList(first - 1, last - 1));
        text.set(0, text.get(0).substring(Math.min(before, text.get(0).length())));
        text.add(end);
        return String.join("\n", text).strip();
    }
}
