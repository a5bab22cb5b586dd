package io.berth.cli;

import io.berth.schedule.CalendarTime;
import io.berth.schedule.CronTimes;
import io.berth.schedule.Schedule;
import io.berth.schedule.Schedules;
import io.berth.script.GroovyText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What installs or removes a schedule: a playbook for the machine berth runs on. So it is planned, shown, checked, journaled and
 * reported as any other, and units and tables are written by the tasks that write those of hosts.
 */
final class SchedulePlaybook {

    /** The least of what crons take as a command. */
    private static final int LONGEST = 990;

    private final Schedules schedules;
    private final Schedule schedule;

    SchedulePlaybook(Schedules schedules, Schedule schedule) {
        this.schedules = schedules;
        this.schedule = schedule;
    }

    /** @throws IllegalArgumentException if cron cannot be told to do it */
    String present() {
        return play(definition(), timer());
    }

    /** As {@code present}, and what another timer than this one's kind had of {@code former} goes. */
    String inPlaceOf(Schedule former) {
        return former.by() == schedule.by() ? present() : play(definition(), timer(), new SchedulePlaybook(schedules, former).noTimer());
    }

    /** Nothing of it. */
    String absent() {
        return play(noTimer(), List.of("file " + text(schedules.directory(schedule.name())) + ", state: 'absent', recursive: true"));
    }

    /** No timer of it, and all else as it is. */
    String untimed() {
        return play(noTimer());
    }

    private List<String> definition() {
        return List.of("file " + text(schedules.directory(schedule.name())) + ", state: 'directory', mode: '0700'",
                "copy content: " + text(schedules.text(schedule)) + ", to: " + text(schedules.definition(schedule.name())) + ", mode: '0600'");
    }

    @SafeVarargs
    private String play(List<String>... tasks) {
        StringBuilder text = new StringBuilder("hosts { host 'localhost', connection: local }\nplay(" + text("schedule " + schedule.name()) + ") {\n    on 'localhost'\n");
        for (List<String> some : tasks) {
            some.forEach(task -> text.append("    ").append(task).append('\n'));
        }
        return text.append("}\n").toString();
    }

    private List<String> timer() {
        // by a shell, which it is for: systemd takes no program with quotes in its path, env none with =
        List<String> command = List.of("/bin/sh", schedule.launcher(), "schedule", "run", schedule.name());
        if (schedule.by() == Schedule.By.CRON) {
            CronTimes times = times(schedule.calendar());
            String line = cronCommand(command);
            return List.of(entry(entryName(), line, times.fields()), entry(missedName(), line, List.of(hourly(times), "*", "*", "*", "*")));
        }
        return List.of("timer " + text(schedule.unit()) + ", calendar: " + list(List.of(schedule.calendar())) + ", command: " + list(command)
                + ", description: " + text("berth schedule " + schedule.name()) + ", variables: " + map(schedule.environment()) + ", manager: " + manager());
    }

    private List<String> noTimer() {
        return schedule.by() == Schedule.By.CRON
                ? List.of("cron " + text(entryName()) + ", state: 'absent'", "cron " + text(missedName()) + ", state: 'absent'")
                : List.of("timer " + text(schedule.unit()) + ", state: 'absent', manager: " + manager());
    }

    private String manager() {
        return text(schedule.by() == Schedule.By.USER_SYSTEMD ? "user" : "system");
    }

    private String entryName() {
        return "schedule " + schedule.name();
    }

    private String missedName() {
        return "schedule " + schedule.name() + ", missed";
    }

    /** @throws IllegalArgumentException if cron has no such times */
    static CronTimes times(String calendar) {
        return CronTimes.looksLike(calendar) ? CronTimes.of(calendar) : CalendarTime.asCron(calendar);
    }

    /** The minute of the hour at which is looked after a time that was missed: not one at which all others look. */
    private String hourly(CronTimes times) {
        return String.valueOf(Math.floorMod((schedule.name() + times).hashCode(), 60));
    }

    private static String entry(String name, String command, List<String> fields) {
        return "cron " + text(name) + ", command: " + text(command) + ", minute: " + text(fields.get(0)) + ", hour: " + text(fields.get(1))
                + ", day: " + text(fields.get(2)) + ", month: " + text(fields.get(3)) + ", weekday: " + text(fields.get(4));
    }

    /** It runs if a time has come since it last did: so the hourly look and the time itself can be the same command. */
    private String cronCommand(List<String> command) {
        List<String> words = new ArrayList<>(List.of("env"));
        schedule.environment().forEach((name, value) -> words.add(name + "=" + value));
        words.addAll(command);
        words.add("--due");
        String line = words.stream().map(SchedulePlaybook::cronWord).collect(Collectors.joining(" "))
                + " >>" + cronWord(schedules.log(schedule.name()).toString()) + " 2>&1";
        if (line.length() > LONGEST) {
            throw new IllegalArgumentException("cron takes no command of more than " + LONGEST + " characters, and this has " + line.length()
                    + ": a shorter PATH may do, or systemd's timers: " + line);
        }
        return line;
    }

    /** One word of a shell, such that it comes through every cron: some take % as an end of line unless it is escaped, others as it is. */
    private static String cronWord(String word) {
        if (word.matches("[A-Za-z0-9_/.,:=+-]+")) {
            return word;
        }
        if (word.indexOf('\\') >= 0 || word.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("a backslash or a control character does not come through cron as it is: " + text(word) + "; systemd's timers take all");
        }
        // ends of quotes around what is escaped: no backslash ever stands before anything but ' and %
        return "'" + word.replace("'", "'\"'\"'").replace("%", "'\\%'") + "'";
    }

    private static String text(Object value) {
        return GroovyText.quoted(value.toString());
    }

    private static String list(List<String> words) {
        return words.stream().map(SchedulePlaybook::text).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String map(Map<String, String> values) {
        return values.isEmpty() ? "[:]" : values.entrySet().stream().map(one -> text(one.getKey()) + ": " + text(one.getValue())).collect(Collectors.joining(", ", "[", "]"));
    }
}
