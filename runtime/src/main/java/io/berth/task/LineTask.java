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
import java.util.List;
import java.util.regex.Pattern;

/** A line of a text file: that it is there, in place of one that matches or at a given place, or that none such is. */
final class LineTask implements TaskType<LineTask.Line> {

    /** Whether there is to be such a line. */
    enum State { PRESENT, ABSENT }

    /** @param path from the root on */
    public record Line(
            @Param(doc = "the file, from the root on", required = true, positional = true) String path,
            @Param(doc = "the line, without its end; absent: none: each that matches goes") String line,
            @Param(doc = "a regular expression (Java's): the last line in which it is found is replaced; absent: each in which it is found goes")
            String match,
            @Param(doc = "present or absent", fallback = "present") State state,
            @Param(doc = "where a new line goes: behind the last one in which this regular expression is found; none or not found: at the end")
            String after,
            @Param(doc = "where a new line goes: before the first one in which this regular expression is found; ^ alone: at the beginning")
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

        public Line {
            validate = List.copyOf(validate);
        }

        EditedFile file() {
            return new EditedFile(HostPath.plain(path), create && state == State.PRESENT,
                    new PlacedFile.Options(new Ownership(mode, owner, group), backup, PlacedFile.Options.words(validate), follow, diff));
        }
    }

    @Override
    public String word() {
        return "line";
    }

    @Override
    public Class<Line> parameters() {
        return Line.class;
    }

    @Override
    public String doc() {
        return "Sees that a text file has a line, or has none such.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public String name(Line line) {
        return HostPath.plain(line.path()) + ": " + TextLines.brief(line.line().isEmpty() ? line.match() : line.line());
    }

    @Override
    public Footprint footprint(Line line, Scope scope) {
        return HostPath.footprint(scope, line.path());
    }

    @Override
    public void check(Line line, Scope scope, SourceRange at, Diagnostics into) {
        line.file().check(at, into);
        EditedFile.checkPattern("match", line.match(), at, into);
        EditedFile.checkPattern("after", line.after(), at, into);
        EditedFile.checkPattern("before", line.before(), at, into);
        if (line.line().contains("\n") || line.line().contains("\r")) {
            into.error(at, "a line has no line end in it", "'lines' writes several");
        }
        if (line.line().isEmpty() && line.match().isEmpty()) {
            into.error(at, "'line' needs a 'line'" + (line.state() == State.ABSENT ? " or a 'match'" : ""));
        }
        if (!line.after().isEmpty() && !line.before().isEmpty()) {
            into.error(at, "a new line goes 'after' or 'before' another, not both");
        }
    }

    @Override
    public List<Command> observe(Line line, Scope scope) {
        return List.of(line.file().observe());
    }

    @Override
    public Change change(Line line, Scope scope, List<Answer> seen) throws TaskFailure {
        return line.state() == State.PRESENT ? line.file().change(seen.get(0), text -> with(line, text), "the line is there")
                : line.file().change(seen.get(0), text -> without(line, text), "no such line is there");
    }

    private static void without(Line line, TextLines text) {
        text.removeIf(one -> line.match().isEmpty() ? one.equals(text.same(line.line())) : Pattern.compile(line.match()).matcher(one).find());
    }

    private static void with(Line line, TextLines text) {
        String wanted = text.same(line.line());
        int place = line.match().isEmpty() ? text.lines().lastIndexOf(wanted) : text.last(line.match());
        if (place >= 0) {
            text.lines().set(place, wanted);
        } else if (!text.lines().contains(wanted)) {
            text.lines().add(text.place(line.after(), line.before()), wanted);
        }
    }
}
