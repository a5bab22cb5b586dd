package io.berth.cli;

import io.berth.api.Refusal;
import io.berth.exec.Terms;
import io.berth.schedule.LastRun;
import io.berth.schedule.Schedule;
import io.berth.schedule.Schedules;
import io.berth.schedule.Turn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "remove", description = "Removes a schedule and its timer. The records of its runs stay.")
final class ScheduleRemove implements Action {

    @Parameters(paramLabel = "SCHEDULE", description = "its name")
    String name;

    @Option(names = {"-C", "--check"}, description = "shows what would be removed, and does nothing")
    boolean check;

    @Option(names = {"-y", "--yes"}, description = "says yes to whatever is asked")
    boolean yes;

    @Mixin
    OutputOptions output;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = Secrecy.masked(((Main) spec.root().userObject()).redaction());
        Schedules schedules = ScheduleCommand.schedules();
        Schedule schedule = ScheduleCommand.named(name, schedules);
        String text = new SchedulePlaybook(schedules, schedule).absent();
        if (check) {
            return ThisMachine.with(text, request -> new PlanJob(Clock.systemUTC(), secrecy).plan(request, output.view(), false));
        }
        try (ThisMachine machine = new ThisMachine(secrecy)) {
            agree(schedule, schedules, machine, "removed", yes);
        } catch (Refusal e) {
            return refused(e);
        }
        Optional<Turn> turn = Turn.take(schedules, name, Clock.systemUTC());
        if (turn.isEmpty()) {
            return refused(new Refusal("schedule '" + name + "' is running" + holder(schedules.last(name)), "try again when it has ended"));
        }
        Turn held = turn.get();
        try {
            Path kept = KeptPlaybook.of(Runs.state().resolve("verbs"), "schedule-remove", text);
            return new RunJob(Runs.store(), Clock.systemUTC(), secrecy).run(ThisMachine.request(kept), Earlier.NONE, output.view(), Terms.of(1));
        } finally {
            held.close();
        }
    }

    /** Who runs it. */
    static String holder(Optional<LastRun> last) {
        return last.map(run -> ", as process " + run.pid() + " since " + run.started()).orElse("");
    }

    /**
     * Asks if what is there was changed by hand.
     *
     * @param becomes what becomes of it: removed, replaced
     * @throws Refusal if the answer is no, there is nobody to ask, or a unit in its place is not berth's
     */
    static void agree(Schedule schedule, Schedules schedules, ThisMachine machine, String becomes, boolean yes) throws IOException, InterruptedException, Refusal {
        ScheduleDrift drift = ScheduleDrift.of(machine, new SchedulePlaybook(schedules, schedule));
        if (drift.foreign().isPresent()) {
            throw new Refusal(drift.foreign().get() + " is not what berth installed, nor does it say that berth made it", "see to it yourself");
        }
        if (!drift.changed().isEmpty() && !Confirmations.atTerminal(yes).ask("the timer of schedule '" + schedule.name()
                + "' was changed by hand since berth installed it; is it to be " + becomes + "?")) {
            throw new Refusal("the timer of schedule '" + schedule.name() + "' was changed by hand, and stays", "say yes, or --yes");
        }
    }

    /** Says so. @return the exit status */
    static int refused(Refusal refusal) {
        System.err.println("berth: " + refusal.getMessage() + (refusal.next().isEmpty() ? "" : ": " + refusal.next()));
        return Exit.REFUSED;
    }
}
