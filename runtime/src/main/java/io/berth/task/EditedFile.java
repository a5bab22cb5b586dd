package io.berth.task;

import io.berth.api.Change;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Bytes;
import io.berth.model.Command;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A text file of a host of which some lines change and all else stays, byte by byte.
 *
 * @param create whether it is made if it is not there
 */
record EditedFile(String path, boolean create, PlacedFile.Options options) {

    /** The longest file that is edited, in bytes. */
    private static final long LONGEST = 1 << 20;

    /** Changes lines. */
    @FunctionalInterface
    interface Edit {
        void edit(TextLines lines) throws TaskFailure;
    }

    void check(SourceRange at, Diagnostics into) {
        HostPath.check("path", path, at, into);
        options.check(at, into);
    }

    static void checkPattern(String word, String pattern, SourceRange at, Diagnostics into) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            into.error(at, "'" + word + "' is no regular expression: " + e.getDescription());
        }
    }

    Command observe() {
        return SeenPath.look(path, "", "", LONGEST, options.follow());
    }

    /** @param asWanted what to say if the edit changes nothing */
    Change change(Answer answer, Edit edit, String asWanted) throws TaskFailure {
        SeenPath seen = SeenPath.of(path, answer);
        Bytes before = switch (seen.kind()) {
            case FILE -> seen.content().orElseThrow(() -> new TaskFailure(path + " is of " + seen.size() + " bytes", "files of up to "
                    + LONGEST + " bytes are edited; write the whole file by 'copy' or 'template'"));
            case ABSENT -> Bytes.NONE;
            case LINK -> throw new TaskFailure(path + " is a link to " + seen.target(), "say follow: true to edit the file it leads to");
            case DIRECTORY, OTHER -> throw new TaskFailure(path + " is " + seen.kind() + ", not a text file", "");
        };
        TextLines lines = TextLines.of(before);
        edit.edit(lines);
        Bytes after = lines.bytes();
        if (!seen.exists()) {
            return missing(seen, after, asWanted);
        }
        List<String> differences = options.ownership().differences(seen);
        if (after.equals(before)) {
            return differences.isEmpty() ? Change.none(asWanted) : Change.running(Change.Kind.UPDATE, String.join(", ", differences),
                    List.of(), options.ownership().commands(seen, seen.real()));
        }
        Change change = new PlacedFile(path, Content.of(after), options).change(seen);
        String summary = TextLines.difference(before, after) + (differences.isEmpty() ? "" : ", " + String.join(", ", differences));
        return new Change(change.kind(), summary, change.diffs(), change.work(), change.commands(), change.data());
    }

    /** A file that is not there when nothing of it is wanted is well; else an earlier task may still make it. */
    private Change missing(SeenPath seen, Bytes wanted, String asWanted) throws TaskFailure {
        if (create) {
            return new PlacedFile(path, Content.of(wanted), options).change(seen);
        }
        return wanted.isEmpty() ? Change.none(asWanted) : Change.of(Change.Kind.MAYBE, "there is no file yet", hands -> {
            throw new TaskFailure("there is no file " + path, "make it before, or say create: true");
        });
    }
}
