package io.berth.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.berth.event.Redaction;
import io.berth.journal.NoSuchRun;
import io.berth.journal.Run;
import io.berth.model.Answer;
import io.berth.report.ExitMeaning;
import io.berth.schedule.LastRun;
import io.berth.schedule.Schedule;
import io.berth.schedule.Schedules;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Lists schedules: when each runs next, and how its last run went.")
final class ScheduleList implements Action {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());
    private static final DateTimeFormatter SYSTEMD = DateTimeFormatter.ofPattern("EEE uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT);

    @Option(names = {"-o", "--output"}, paramLabel = "FORM", defaultValue = "human", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    Form form;

    enum Form { human, json }

    /**
     * A line of it.
     *
     * @param next empty: it does not wait, or not before the run that goes on has ended
     * @param state of the last run: never, running, ended, died
     * @param drift what is not as berth installed it
     */
    private record Row(Schedule schedule, Optional<Instant> next, String state, Optional<LastRun> last, Optional<Integer> exit, List<String> drift) { }

    @Override
    public Integer call() throws Exception {
        Schedules schedules = ScheduleCommand.schedules();
        List<Schedule> all = schedules.all();
        if (all.isEmpty() && form == Form.human) {
            System.err.println("no schedule yet: 'berth schedule install' makes one");
        }
        try (ThisMachine machine = new ThisMachine(Secrecy.masked(new Redaction()))) {
            for (Schedule schedule : all) {
                Row row = row(schedule, schedules, machine);
                System.out.print(form == Form.json ? json(row) + "\n" : human(row));
            }
        }
        return Exit.OK;
    }

    private static Row row(Schedule schedule, Schedules schedules, ThisMachine machine) throws IOException, InterruptedException {
        Optional<LastRun> last = schedules.last(schedule.name());
        List<String> drift = drift(schedule, schedules, machine);
        Optional<Instant> next = next(schedule, machine, drift.contains("its timer is gone"));
        if (last.isEmpty()) {
            return new Row(schedule, next, "never", last, Optional.empty(), drift);
        }
        Optional<Run.State> run = state(last.get());
        if (run.isPresent() && run.get() instanceof Run.Ended ended) {
            return new Row(schedule, next, "ended", last, Optional.of(ended.exit()), drift);
        }
        if (last.get().over()) {
            return new Row(schedule, next, "ended", last, Optional.of(last.get().exit()), drift);
        }
        boolean goesOn = run.isPresent() ? run.get() instanceof Run.Running : ProcessHandle.of(last.get().pid()).isPresent();
        return new Row(schedule, next, goesOn ? "running" : "died", last, Optional.empty(), drift);
    }

    /** Of its run as the journal has it; empty: it came to none, or its records are gone. */
    private static Optional<Run.State> state(LastRun last) throws IOException {
        try {
            return last.run().isEmpty() ? Optional.empty() : Optional.of(Runs.store().find(last.run()).state());
        } catch (NoSuchRun e) {
            return Optional.empty();
        }
    }

    private static List<String> drift(Schedule schedule, Schedules schedules, ThisMachine machine) throws InterruptedException {
        try {
            ScheduleDrift drift = ScheduleDrift.of(machine, new SchedulePlaybook(schedules, schedule));
            List<String> all = new ArrayList<>();
            drift.foreign().ifPresent(unit -> all.add(unit + " is not berth's"));
            drift.changed().forEach(change -> all.add("changed by hand: berth would " + change));
            if (drift.missing()) {
                all.add("its timer is gone");
            }
            return all;
        } catch (IOException e) {
            return List.of(e.getMessage());
        }
    }

    private static Optional<Instant> next(Schedule schedule, ThisMachine machine, boolean gone) throws IOException, InterruptedException {
        if (gone) {
            return Optional.empty();
        }
        if (schedule.by() == Schedule.By.CRON) {
            return Optional.of(SchedulePlaybook.times(schedule.calendar()).next(ZonedDateTime.now()).toInstant());
        }
        Answer said = machine.ask(io.berth.model.Command.of("systemctl", schedule.by() == Schedule.By.SYSTEMD ? "--system" : "--user", "show",
                "--property=NextElapseUSecRealtime", "--value", "--", schedule.unit() + ".timer").with(Map.of("TZ", "UTC", "LC_ALL", "C")));
        try {
            return Optional.of(LocalDateTime.parse(said.out().strip(), SYSTEMD).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty(); // it says n/a, or nothing
        }
    }

    private static String human(Row row) {
        StringBuilder text = new StringBuilder(row.schedule().name() + "\n");
        line(text, "playbook", row.schedule().playbook() + (row.schedule().options().isEmpty() ? "" : "  " + String.join(" ", row.schedule().options())));
        line(text, "calendar", row.schedule().calendar() + "  by " + by(row.schedule()));
        line(text, "next", row.next().map(TIME::format).orElse(row.drift().isEmpty() ? "when the run that goes on has ended" : "never: it does not wait"));
        line(text, "last", row.last().map(last -> TIME.format(last.started()) + "  " + last.run() + (last.run().isEmpty() ? "" : "  ") + told(row)).orElse("never"));
        row.drift().forEach(change -> line(text, "!", change));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, String is) {
        text.append(String.format(Locale.ROOT, "  %-9s %s%n", what, is));
    }

    private static String told(Row row) {
        return row.exit().map(exit -> exit + ": " + ExitMeaning.of(exit)).orElse(row.state());
    }

    private static String by(Schedule schedule) {
        return switch (schedule.by()) {
            case SYSTEMD -> "systemd";
            case USER_SYSTEMD -> "systemd of the user";
            case CRON -> "cron";
        };
    }

    /** One object, on a line. */
    private static String json(Row row) throws JsonProcessingException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", row.schedule().name());
        all.put("playbook", row.schedule().playbook());
        all.put("options", row.schedule().options());
        all.put("calendar", row.schedule().calendar());
        all.put("by", row.schedule().by() == Schedule.By.CRON ? "cron" : "systemd");
        all.put("next", row.next().map(Instant::toString).orElse(null));
        Map<String, Object> last = new LinkedHashMap<>();
        last.put("state", row.state());
        row.last().ifPresent(run -> {
            last.put("started", run.started().toString());
            last.put("run", run.run().isEmpty() ? null : run.run());
        });
        row.exit().ifPresent(exit -> last.put("exit", exit));
        all.put("last", last);
        all.put("changed", row.drift());
        return new ObjectMapper().writeValueAsString(all);
    }
}
