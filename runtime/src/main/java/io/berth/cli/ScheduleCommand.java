package io.berth.cli;

import io.berth.schedule.Schedule;
import io.berth.schedule.Schedules;
import picocli.CommandLine.Command;

@Command(name = "schedule", description = "Has a timer of this machine run playbooks: one run of each at a time, and what was missed is caught up.")
@Verbs.Are({ScheduleInstall.class, ScheduleList.class, ScheduleRemove.class, ScheduleRun.class})
final class ScheduleCommand implements Action {

    @Override
    public Integer call() {
        throw new Usage("'berth schedule' takes a verb: install, list, remove or run");
    }

    static Schedules schedules() {
        return new Schedules(Runs.state().resolve("schedules"));
    }

    /** @throws Usage if there is none of this name */
    static Schedule named(String name, Schedules schedules) {
        try {
            return schedules.find(name).orElseThrow(() -> new Usage("there is no schedule '" + name + "': 'berth schedule list' shows those that there are"));
        } catch (IllegalArgumentException e) {
            throw new Usage(e.getMessage());
        }
    }
}
