package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.ArrayList;
import java.util.List;

/** Lines of a text file between two that mark them: that they are there, or that they and their marks are not. */
final class LinesTask implements TaskType<LinesTask.Lines> {

    private static final String MARK = "{mark}";

    /** Whether the lines are to be there. */
    enum State { PRESENT, ABSENT }

    /** @param path from the root on */
    public record Lines(
            @Param(doc = "the file, from the root on", required = true, positional = true) String path,
            @Param(doc = "the lines, one text", secret = true) String text,
            @Param(doc = "the lines before and behind them; {mark} becomes begin and end. Several such parts of a file need marks of their own",
                    fallback = "# {mark} of what berth keeps") String marker,
            @Param(doc = "present or absent", fallback = "present") State state,
            @Param(doc = "where new ones go: behind the last line in which this regular expression is found; none or not found: at the end")
            String after,
            @Param(doc = "where new ones go: before the first line in which this regular expression is found; ^ alone: at the beginning")
            String before,
            @Param(doc = "whether the file is made if it is not there", fallback = "false") boolean create,
            @Param(doc = "permissions: octal as in '0644', or letters as in 'u=rw,go=r'; none: those it has, 0644 for a new file") String mode,
            @Param(doc = "owner, by name or number; none: as it is") String owner,
            @Param(doc = "owning group, by name or number; none: as it is") String group,
            @Param(doc = "whether the file is kept beside as it was, with the time and ~ at the end of its name", fallback = "false")
            boolean backup,
            @Param(doc = "program and arguments that check the new file, its last argument, before it takes its place, as in 'visudo -cf'")
            List<String> validate,
            @Param(doc = "whether, where the path is a link, the file it leads to is edited; else that is refused", fallback = "false")
            boolean follow,
            @Param(doc = "whether changes are shown", fallback = "true") boolean diff) {

        public Lines {
            validate = List.copyOf(validate);
        }

        String begin() {
            return marker.replace(MARK, "begin");
        }

        String end() {
            return marker.replace(MARK, "end");
        }

        EditedFile file() {
            return new EditedFile(HostPath.plain(path), create && state == State.PRESENT,
                    new PlacedFile.Options(new Ownership(mode, owner, group), backup, PlacedFile.Options.words(validate), follow, diff));
        }
    }

    @Override
    public String word() {
        return "lines";
    }

    @Override
    public Class<Lines> parameters() {
        return Lines.class;
    }

    @Override
    public String doc() {
        return "Sees that a text file has some lines between two that mark them, or has none.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public String name(Lines lines) {
        return HostPath.plain(lines.path()) + ": " + TextLines.brief(lines.begin());
    }

    @Override
    public Footprint footprint(Lines lines, Scope scope) {
        return HostPath.footprint(scope, lines.path());
    }

    @Override
    public void check(Lines lines, Scope scope, SourceRange at, Diagnostics into) {
        lines.file().check(at, into);
        EditedFile.checkPattern("after", lines.after(), at, into);
        EditedFile.checkPattern("before", lines.before(), at, into);
        if (!lines.marker().contains(MARK) || lines.marker().contains("\n") || lines.marker().contains("\r")) {
            into.error(at, "'marker' is a line with " + MARK + " in it, not '" + lines.marker() + "'");
        } else if (lines.text().lines().anyMatch(line -> line.equals(lines.begin()) || line.equals(lines.end()))) {
            into.error(at, "the marker '" + lines.marker() + "' is among the lines");
        }
        if (lines.state() == State.PRESENT && lines.text().isEmpty()) {
            into.error(at, "'lines' needs a 'text'", "say state: absent to remove what is there");
        }
        if (!lines.after().isEmpty() && !lines.before().isEmpty()) {
            into.error(at, "new lines go 'after' or 'before' another, not both");
        }
    }

    @Override
    public List<Command> observe(Lines lines, Scope scope) {
        return List.of(lines.file().observe());
    }

    @Override
    public Change change(Lines lines, Scope scope, List<Answer> seen) throws TaskFailure {
        return lines.file().change(seen.get(0), text -> edit(lines, text),
                lines.state() == State.PRESENT ? "the lines are there" : "no such lines are there");
    }

    private static void edit(Lines lines, TextLines text) throws TaskFailure {
        String begin = text.same(lines.begin());
        String end = text.same(lines.end());
        int first = text.lines().indexOf(begin);
        int last = text.lines().lastIndexOf(end);
        if ((first < 0) != (last < 0) || last < first || text.lines().lastIndexOf(begin) != first || text.lines().indexOf(end) != last) {
            throw new TaskFailure("the marks in " + lines.path() + " are not a pair: '" + lines.begin() + "', '" + lines.end() + "'",
                    "mend the file by hand, or say another marker");
        }
        boolean isThere = first >= 0;
        if (isThere) {
            text.lines().subList(first, last + 1).clear();
        }
        if (lines.state() == State.PRESENT) {
            List<String> all = new ArrayList<>(List.of(begin));
            lines.text().lines().map(text::same).forEach(all::add);
            all.add(end);
            text.lines().addAll(isThere ? first : text.place(lines.after(), lines.before()), all);
        }
    }
}
