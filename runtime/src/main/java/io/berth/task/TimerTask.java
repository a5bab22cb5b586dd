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
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A timer of systemd's and the service it starts. */
final class TimerTask implements TaskType<TimerTask.Timer> {

    static final Script LOOK = Script.of(TimerTask.class, "timer/whose.sh", "timer/look.sh");
    static final Script APPLY = Script.of(TimerTask.class, "timer/whose.sh", "timer/apply.sh");
    static final Script REMOVE = Script.of(TimerTask.class, "timer/whose.sh", "timer/remove.sh");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}");
    private static final Pattern CALENDAR = Pattern.compile("[A-Za-z0-9*:,./~ +_-]+");
    private static final Pattern PROGRAM = Pattern.compile("[A-Za-z0-9_/][^\\p{Cntrl}]*");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    enum State { PRESENT, ABSENT }

    enum Manager { SYSTEM, USER }

    public record Timer(
            @Param(doc = "name of the units, without .timer", required = true, positional = true) String name,
            @Param(doc = "when: 'daily', 'Mon *-*-* 04:00', as systemd.time says; one or several") List<String> calendar,
            @Param(doc = "what is run: program and arguments, no shell") List<String> command,
            @Param(doc = "what it is for; not said: its name") String description,
            @Param(doc = "who runs it; not said: root") String user,
            @Param(doc = "absolute path it runs in") String workingDirectory,
            @Param(doc = "environment variables") Map<String, String> variables,
            @Param(doc = "run soon after boot if the host was off at the time", fallback = "true") boolean persistent,
            @Param(doc = "start at a random moment up to this much later, in whole seconds") Duration spread,
            @Param(doc = "whether it waits for its times, also after a boot", fallback = "true") boolean enabled,
            @Param(doc = "whose systemd has it: the host's (system), or that of the user it is done as, in ~/.config/systemd/user (user)", fallback = "system")
            Manager manager,
            @Param(doc = "there or not", fallback = "present") State state) {
        public Timer {
            calendar = List.copyOf(calendar);
            command = List.copyOf(command);
            variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        }

        String whose() {
            return manager.name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String word() {
        return "timer";
    }

    @Override
    public String doc() {
        return "Has systemd run a command at times of the calendar.";
    }

    @Override
    public Class<Timer> parameters() {
        return Timer.class;
    }

    @Override
    public String name(Timer timer) {
        return Program.name(timer.name());
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Timer timer, Scope scope) {
        String host = scope.host().name();
        Set<Key> reads = new HashSet<>(Set.of(Key.wholeOf(scope.host())));
        if (!timer.user().isEmpty()) {
            reads.add(new Key("user", timer.user(), host));
        }
        Set<Key> writes = new HashSet<>();
        String directory = timer.manager() == Manager.USER ? "~/.config/systemd/user/" : "/etc/systemd/system/";
        for (String unit : List.of(timer.name() + ".service", timer.name() + ".timer")) {
            writes.add(new Key("file", directory + unit, host));
            writes.add(new Key("service", unit, host));
        }
        return new Footprint(reads, writes);
    }

    private static Wrong wrong(Timer timer) {
        Wrong wrong = new Wrong().unlessFits("name", timer.name(), NAME, "the name of a unit, without .timer")
                .unlessLine("description", timer.description()).unlessLine("workingDirectory", timer.workingDirectory())
                .when(timer.description().endsWith("\\") || timer.workingDirectory().endsWith("\\"), "no line of a unit file may end with a backslash")
                .when(!timer.workingDirectory().isEmpty() && !timer.workingDirectory().startsWith("/"), "'workingDirectory' wants an absolute path")
                .when(timer.manager() == Manager.USER && !timer.user().isEmpty(), "'user' is for timers of the host's systemd: those of a user's run as that user")
                .when(timer.spread().isNegative(), "'spread' must not be negative");
        if (!timer.user().isEmpty()) {
            wrong.unlessFits("user", timer.user(), Wrong.ACCOUNT, "an account's name");
        }
        if (timer.state() == State.PRESENT) {
            wrong.when(timer.calendar().isEmpty(), "'calendar' is missing: when it runs").when(timer.command().isEmpty(), "'command' is missing: what it runs");
        }
        timer.calendar().forEach(time -> wrong.unlessFits("calendar", time, CALENDAR, "a time as systemd.time says it"));
        timer.command().stream().limit(1).forEach(program -> wrong.unlessFits("command", program, PROGRAM, "a program by name or absolute path"));
        timer.command().forEach(argument -> wrong.when(hasControls(argument), "'command' must be without control characters but line ends and tabs"));
        timer.variables().forEach((name, value) -> wrong.unlessFits("variables", name, VARIABLE, "names")
                .when(hasControls(value), "'variables' must be without control characters but line ends and tabs"));
        return wrong;
    }

    private static boolean hasControls(String text) {
        return text.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
    }

    @Override
    public void check(Timer timer, Scope scope, SourceRange at, Diagnostics into) {
        wrong(timer).tell(at, into);
    }

    @Override
    public List<Command> observe(Timer timer, Scope scope) {
        return List.of(LOOK.with(timer.name(), timer.whose()));
    }

    @Override
    public Change change(Timer timer, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(timer).fail();
        if (!seen.get(0).ok()) {
            throw new CommandFailure("timer " + timer.name() + " cannot be looked at", LOOK.with(timer.name(), timer.whose()), seen.get(0), "");
        }
        List<String> lines = seen.get(0).out().lines().toList();
        String service = part(lines, "service ");
        String unit = part(lines, "timer ");
        boolean there = !service.isEmpty() || !unit.isEmpty();
        if (timer.state() == State.ABSENT) {
            return there ? Change.running(Change.Kind.DELETE, "remove", diffs(timer, service, "", unit, ""), List.of(REMOVE.with(timer.name(), timer.whose())))
                    : Change.none("not there");
        }
        String wantedService = TimerUnits.service(timer);
        String wantedUnit = TimerUnits.timer(timer);
        boolean runs = lines.contains("active active");
        boolean enabled = lines.contains("enabled enabled");
        List<String> steps = new ArrayList<>();
        if (!service.equals(wantedService) || !unit.equals(wantedUnit)) {
            steps.add("write its units");
        }
        if (timer.enabled() ? !runs || !enabled : runs || enabled) {
            steps.add(timer.enabled() ? "enable and start" : "stop and disable");
        }
        if (steps.isEmpty()) {
            return Change.none(timer.enabled() ? "waits" : "disabled");
        }
        return Change.running(there ? Change.Kind.UPDATE : Change.Kind.CREATE, String.join(", ", steps), diffs(timer, service, wantedService, unit, wantedUnit),
                List.of(APPLY.with(timer.name(), timer.whose(), timer.enabled() ? "on" : "off", wantedService, wantedUnit)));
    }

    private static String part(List<String> lines, String prefix) {
        return lines.stream().filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length()) + "\n").collect(Collectors.joining());
    }

    private static List<Diff> diffs(Timer timer, String service, String wantedService, String unit, String wantedUnit) {
        return Stream.of(new Diff(timer.name() + ".service", service, wantedService), new Diff(timer.name() + ".timer", unit, wantedUnit))
                .filter(diff -> !diff.before().equals(diff.after())).toList();
    }
}
