package io.berth.diag;

import java.util.Objects;

/**
 * Where something stands in a playbook: one line of one file.
 *
 * @param file the file as the user named it, relative to the working directory where that is shorter
 * @param line 1-based; 0 when only the file is known
 * @param column 1-based column of the first character; 0 when only the line is known
 * @param endColumn 1-based column after the last character; at least {@code column}
 */
public record SourceRange(String file, int line, int column, int endColumn) {

    /** For things that no playbook wrote: defaults, command-line options. */
    public static final SourceRange NONE = new SourceRange("", 0, 0, 0);

    public SourceRange {
        Objects.requireNonNull(file);
        if (line < 0 || column < 0 || endColumn < column) {
            throw new IllegalArgumentException("not a range: " + line + ":" + column + "-" + endColumn);
        }
    }

    /** {@code file:line:column}, as compilers print it; shorter where less is known. */
    @Override
    public String toString() {
        if (file.isEmpty()) {
            return "(built in)";
        }
        if (line == 0) {
            return file;
        }
        return column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
    }
}
