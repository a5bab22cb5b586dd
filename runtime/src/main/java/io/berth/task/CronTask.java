package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Diff;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A named entry in a user's crontab, or in a file of /etc/cron.d that holds nothing else. */
final class CronTask implements TaskType<CronTask.Cron> {

    private static final Script LOOK = Script.of(CronTask.class, "cron/look.sh");
    private static final Script WRITE = Script.of(CronTask.class, "cron/write.sh");
    private static final String MARK = "# berth: ";
    private static final String DISABLED = "#disabled ";
    private static final Pattern FIELD = Pattern.compile("[0-9A-Za-z*,/-]+");
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-]*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    enum State { PRESENT, ABSENT }

    enum Special { NONE, REBOOT, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY }

    public record Cron(
            @Param(doc = "what the entry is called in the table", required = true, positional = true) String name,
            @Param(doc = "what is run: shell text of one line, in which cron takes an unescaped % as the end of the line") String command,
            @Param(doc = "minute, 0 to 59", fallback = "*") String minute,
            @Param(doc = "hour, 0 to 23", fallback = "*") String hour,
            @Param(doc = "day of the month, 1 to 31", fallback = "*") String day,
            @Param(doc = "month, 1 to 12 or jan to dec", fallback = "*") String month,
            @Param(doc = "day of the week, 0 to 7 or sun to sat", fallback = "*") String weekday,
            @Param(doc = "in place of the five: at each boot, each hour ...", fallback = "none") Special special,
            @Param(doc = "whose table, or who runs it; not said: who logs in, and root in a file") String user,
            @Param(doc = "name of a file in /etc/cron.d that holds this entry alone") String file,
            @Param(doc = "variables of the file, such as PATH or MAILTO; in a user's table they would hold for other entries, too")
            Map<String, String> variables,
            @Param(doc = "kept in the table, but not run") boolean disabled,
            @Param(doc = "there or not", fallback = "present") State state) {
        public Cron {
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        }
    }

    @Override
    public String word() {
        return "cron";
    }

    @Override
    public String doc() {
        return "Has cron run a command at times.";
    }

    @Override
    public Class<Cron> parameters() {
        return Cron.class;
    }

    @Override
    public String name(Cron cron) {
        return Program.name(cron.name());
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Cron cron, Scope scope) {
        String host = scope.host().name();
        Set<Key> reads = new HashSet<>(Set.of(Key.wholeOf(scope.host())));
        if (!cron.user().isEmpty()) {
            reads.add(new Key("user", cron.user(), host));
        }
        Key table = cron.file().isEmpty() ? new Key("crontab", cron.user(), host) : new Key("file", "/etc/cron.d/" + cron.file(), host);
        return new Footprint(reads, Set.of(table));
    }

    private static Wrong wrong(Cron cron) {
        Wrong wrong = new Wrong().unlessLine("name", cron.name()).unlessLine("command", cron.command())
                .when(cron.name().isBlank(), "'name' must not be empty")
                .when(cron.state() == State.PRESENT && cron.command().isBlank(), "'command' is missing")
                .unlessFits("file", cron.file(), FILE, "a name of letters, digits, - and _: cron reads no others")
                .when(cron.file().isEmpty() && !cron.variables().isEmpty(), "'variables' need a 'file' of their own: in a user's table they hold for other entries, too");
        if (!cron.user().isEmpty()) {
            wrong.unlessFits("user", cron.user(), Wrong.ACCOUNT, "an account's name");
        }
        List.of(cron.minute(), cron.hour(), cron.day(), cron.month(), cron.weekday())
                .forEach(field -> wrong.unlessFits("minute, hour, day, month and weekday", field, FIELD, "numbers, names, *, ranges and steps"));
        cron.variables().forEach((variable, value) -> wrong.unlessFits("variables", variable, VARIABLE, "names").unlessLine("variables", value));
        return wrong;
    }

    @Override
    public void check(Cron cron, Scope scope, SourceRange at, Diagnostics into) {
        wrong(cron).tell(at, into);
    }

    @Override
    public List<Command> observe(Cron cron, Scope scope) {
        return List.of(LOOK.with(cron.user(), cron.file()));
    }

    @Override
    public Change change(Cron cron, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(cron).fail();
        if (!seen.get(0).ok()) {
            throw new CommandFailure("the table cannot be looked at", LOOK.with(cron.user(), cron.file()), seen.get(0), "is cron installed, and the user there?");
        }
        String before = seen.get(0).out();
        String after = cron.file().isEmpty() ? table(before, cron) : file(cron);
        if (after.equals(before)) {
            return Change.none(cron.state() == State.ABSENT ? "not there" : cron.disabled() ? "disabled" : times(cron));
        }
        String where = cron.file().isEmpty() ? "crontab" + (cron.user().isEmpty() ? "" : " of " + cron.user()) : "/etc/cron.d/" + cron.file();
        boolean there = cron.file().isEmpty() ? before.contains(MARK + cron.name() + "\n") : !before.isEmpty();
        Change.Kind kind = cron.state() == State.ABSENT ? Change.Kind.DELETE : there ? Change.Kind.UPDATE : Change.Kind.CREATE;
        return Change.running(kind, "write " + where, List.of(new Diff(where, before, after)),
                List.of(WRITE.with(cron.user(), cron.file(), after.isEmpty() ? "remove" : "keep").reading(after)));
    }

    private static String times(Cron cron) {
        return cron.special() != Special.NONE ? "@" + cron.special().name().toLowerCase(Locale.ROOT)
                : String.join(" ", cron.minute(), cron.hour(), cron.day(), cron.month(), cron.weekday());
    }

    /** The user's table with the entry in it: a line with its name, and the line of its times. */
    private static String table(String before, Cron cron) {
        List<String> entry = cron.state() == State.ABSENT ? List.of()
                : List.of(MARK + cron.name(), (cron.disabled() ? DISABLED : "") + times(cron) + " " + cron.command());
        List<String> lines = new ArrayList<>(before.lines().toList());
        int at = lines.indexOf(MARK + cron.name());
        if (at < 0) {
            lines.addAll(entry);
        } else {
            lines.remove(at);
            if (at < lines.size() && !lines.get(at).startsWith(MARK)) {
                lines.remove(at);
            }
            lines.addAll(at, entry);
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static String file(Cron cron) {
        if (cron.state() == State.ABSENT) {
            return "";
        }
        StringBuilder text = new StringBuilder(MARK + cron.name() + "\n");
        cron.variables().forEach((variable, value) -> text.append(variable).append('=').append(quoted(value)).append('\n'));
        return text.append(cron.disabled() ? DISABLED : "").append(times(cron)).append(' ').append(cron.user().isEmpty() ? "root" : cron.user())
                .append(' ').append(cron.command()).append('\n').toString();
    }

    /** cron strips one pair of quotes, and so keeps blanks at both ends. */
    private static String quoted(String value) {
        return value.contains("\"") ? "'" + value + "'" : "\"" + value + "\"";
    }
}
