package io.berth.task;

import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is wrong with a task's parameters. Told before any host is asked; and again before anything is done, as parameters may be
 * known only then.
 */
final class Wrong {

    /** Names of accounts, as shadow's tools take them: they cannot be options, nor part of another line. */
    static final Pattern ACCOUNT = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,31}\\$?");

    private final List<String> found = new ArrayList<>();

    Wrong when(boolean so, String message) {
        if (so) {
            found.add(message);
        }
        return this;
    }

    /** @param wants what fits: {@code "a user's name"} */
    Wrong unlessFits(String word, String text, Pattern pattern, String wants) {
        return when(!pattern.matcher(text).matches(), "'" + word + "' wants " + wants + ", not '" + shortened(text) + "'");
    }

    /** Text that becomes part of a line of a file: it must not begin another. */
    Wrong unlessLine(String word, String text) {
        return when(text.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\t'),
                "'" + word + "' must be one line without control characters");
    }

    Wrong unlessAbsolute(String word, String path) {
        unlessLine(word, path);
        return when(!path.startsWith("/"), "'" + word + "' wants an absolute path, not '" + shortened(path) + "'");
    }

    /** A program that is run by its name or path: it must not be an option of what runs it. */
    Wrong unlessProgram(String word, String program) {
        unlessLine(word, program);
        return when(program.startsWith("-"), "'" + word + "' wants a program, not '" + shortened(program) + "'");
    }

    void tell(SourceRange at, Diagnostics into) {
        found.forEach(message -> into.error(at, message));
    }

    void fail() throws TaskFailure {
        if (!found.isEmpty()) {
            throw new TaskFailure(String.join("; ", found), "mend the playbook");
        }
    }

    private static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() == text.length() && line.length() <= 40 ? line : line.substring(0, Math.min(40, line.length())) + "…";
    }
}
