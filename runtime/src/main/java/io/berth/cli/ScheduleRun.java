package io.berth.cli;

import io.berth.journal.RunDirectory;
import io.berth.report.ExitMeaning;
import io.berth.schedule.Schedule;
import io.berth.schedule.Schedules;
import io.berth.schedule.Turn;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "run", description = "Runs the playbook of a schedule, as its timer does. Ends with the status of the run, or 4 if one goes on already.")
final class ScheduleRun implements Action {

    @Parameters(paramLabel = "SCHEDULE", description = "its name")
    String name;

    @Option(names = "--due", description = "only if one of its times has come since it last ran: cron says this")
    boolean due;

    @Spec
    CommandSpec spec;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws Exception {
        Schedules schedules = ScheduleCommand.schedules();
        if (due && !isDue(ScheduleCommand.named(name, schedules), schedules)) {
            return Exit.OK;
        }
        ScheduleCommand.named(name, schedules);
        Optional<Turn> turn = Turn.take(schedules, name, clock);
        if (turn.isEmpty()) {
            say("is running already" + ScheduleRemove.holder(schedules.last(name)) + ": this start is left out");
            return Exit.REFUSED;
        }
        try (Turn held = turn.get()) {
            Schedule schedule = ScheduleCommand.named(name, schedules);
            // another start may have come before this one, and ended
            return due && !isDue(schedule, schedules) ? Exit.OK : run(schedule, held);
        }
    }

    private boolean isDue(Schedule schedule, Schedules schedules) throws IOException {
        ZonedDateTime since = schedules.since(name).atZone(ZoneId.systemDefault());
        return !SchedulePlaybook.times(schedule.calendar()).next(since).toInstant().isAfter(clock.instant());
    }

    private int run(Schedule schedule, Turn turn) throws IOException {
        turn.begin();
        say("begins: " + schedule.playbook());
        Main main = (Main) spec.root().userObject();
        int exit;
        try {
            RunCommand command = command(schedule, main);
            exit = command.run(new Noted(command.common.view(), turn));
        } catch (Exception e) {
            exit = main.told(e);
        }
        turn.end(exit);
        say("ended with " + exit + ": " + ExitMeaning.of(exit));
        return exit;
    }

    /** As if its words stood on the command line. */
    private static RunCommand command(Schedule schedule, Main main) {
        List<String> words = new ArrayList<>(schedule.options());
        words.addAll(List.of("--", schedule.playbook()));
        CommandSpec run = Model.of(RunCommand.class).spec();
        RunCommand command = (RunCommand) run.userObject();
        command.under(main);
        new CommandLine(run).setCaseInsensitiveEnumValuesAllowed(true).setExpandAtFiles(false).parseArgs(words.toArray(new String[0]));
        return command;
    }

    private void say(String what) {
        System.err.println(clock.instant().truncatedTo(ChronoUnit.SECONDS) + " schedule '" + name + "' " + what);
    }

    /** Shown as was asked for, and the schedule knows which run it is. */
    private record Noted(Shown shown, Turn turn) implements Shown {

        @Override
        public Views views(Clock clock) {
            return shown.views(clock);
        }

        @Override
        public void began(RunDirectory run) throws IOException {
            turn.is(run.id());
            shown.began(run);
        }

        @Override
        public void ended(RunDirectory run, boolean told) {
            shown.ended(run, told);
        }
    }
}
