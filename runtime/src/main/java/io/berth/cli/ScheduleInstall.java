package io.berth.cli;

import io.berth.api.Refusal;
import io.berth.exec.Terms;
import io.berth.model.Answer;
import io.berth.plan.Plan;
import io.berth.schedule.CronTimes;
import io.berth.schedule.Schedule;
import io.berth.schedule.Schedules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "install", description = {"Has a timer run a playbook, with the options of 'berth run' that are given here.",
    "berth schedule install refresh.groovy -i hosts.ini --on-calendar 'Mon..Fri 04:00'"})
final class ScheduleInstall implements Action {

    /** Options of its own; all others are for the run. */
    private static final Set<String> OWN = Set.of("--on-calendar", "--systemd", "--cron", "--name", "--check", "--stacktrace");

    /** What a run may need of the environment of the one who installs it: a timer's own has next to nothing. */
    private static final List<String> ENVIRONMENT = List.of("HOME", "PATH", "JAVA_HOME", "LANG", "LC_ALL", "LC_CTYPE", "XDG_STATE_HOME",
            "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "BERTH_VAULT_PASSWORD_FILE", "ANSIBLE_VAULT_PASSWORD_FILE", "BERTH_LAB");

    @Parameters(paramLabel = "PLAYBOOK", description = "a Groovy playbook")
    Path playbook;

    @Option(names = "--on-calendar", paramLabel = "SPEC", required = true,
            description = "when: 'daily', 'Mon..Fri 04:00', '*-*-01 03:30', as systemd.time says; with --cron also the five fields of cron")
    String calendar;

    /** One of them. */
    static final class Manager {
        @Option(names = "--systemd", description = "a timer of systemd's: of the machine's if root installs it, else of the user's; so it is if systemd runs the machine")
        boolean systemd;

        @Option(names = "--cron", description = "an entry of the user's crontab")
        boolean cron;
    }

    @ArgGroup
    Manager manager = new Manager();

    @Option(names = "--name", description = "what the schedule is called; else the playbook's name. One that is there is replaced")
    Optional<String> name = Optional.empty();

    @Option(names = {"-C", "--check"}, description = "shows what would be installed, and does nothing")
    boolean check;

    @Option(names = "--deadline", paramLabel = "SECONDS", defaultValue = "0", description = "stops each run after so long, and it has failed; 0: never (${DEFAULT-VALUE})")
    long deadline;

    @Option(names = {"-y", "--yes"}, description = "says yes to whatever is asked now, and to what the playbook asks at each run")
    boolean yes;

    @Mixin
    CommonOptions common;

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = Secrecy.masked(((Main) spec.root().userObject()).redaction());
        Schedules schedules = ScheduleCommand.schedules();
        Path file = playbook.toAbsolutePath().normalize();
        Site.load(common.request(file), secrecy);
        try (ThisMachine machine = new ThisMachine(secrecy)) {
            Schedule schedule = schedule(file);
            checkCalendar(schedule, machine);
            SchedulePlaybook wanted = new SchedulePlaybook(schedules, schedule);
            Optional<Schedule> former = schedules.find(schedule.name());
            String text = former.isPresent() ? wanted.inPlaceOf(former.get()) : wanted.present();
            checkPlace(former, schedule, schedules, machine);
            if (check) {
                return ThisMachine.with(text, request -> new PlanJob(Clock.systemUTC(), secrecy).plan(request, common.view(), false));
            }
            Path kept = KeptPlaybook.of(Runs.state().resolve("verbs"), "schedule-install", text);
            int exit = new RunJob(Runs.store(), Clock.systemUTC(), secrecy).run(ThisMachine.request(kept), Earlier.NONE, common.view(), Terms.of(1));
            if (exit == Exit.OK) {
                warnOfLogout(schedule, machine);
            }
            return exit;
        } catch (IllegalArgumentException e) {
            throw new Usage(e.getMessage());
        } catch (Refusal e) {
            return ScheduleRemove.refused(e);
        }
    }

    private Schedule schedule(Path file) throws IOException {
        String title = name.orElseGet(() -> file.getFileName().toString().replaceFirst("\\.groovy$", "").replaceAll("[^A-Za-z0-9_.-]+", "-"));
        Schedule.By systemd = ThisMachine.isRoot() ? Schedule.By.SYSTEMD : Schedule.By.USER_SYSTEMD;
        Schedule.By by = manager.cron || !manager.systemd && !ThisMachine.hasSystemd() ? Schedule.By.CRON : systemd;
        Map<String, String> environment = new LinkedHashMap<>();
        ENVIRONMENT.stream().filter(System.getenv()::containsKey).forEach(variable -> environment.put(variable, System.getenv(variable)));
        return new Schedule(title, file.toString(), calendar.strip(), by, KeptOptions.of(spec.commandLine().getParseResult(), OWN), launcher(), environment);
    }

    private static String launcher() {
        Path launcher = Path.of(System.getProperty("berth.home", "."), "berth").toAbsolutePath().normalize();
        if (!Files.isExecutable(launcher)) {
            throw new Usage("berth was not started by its launcher, and a timer would not find it: " + launcher + " is not there");
        }
        return launcher.toString();
    }

    /** @throws Usage if it is no time, or never comes */
    private void checkCalendar(Schedule schedule, ThisMachine machine) throws IOException, InterruptedException {
        if (schedule.by() == Schedule.By.CRON) {
            SchedulePlaybook.times(schedule.calendar());
            return;
        }
        if (CronTimes.looksLike(schedule.calendar())) {
            throw new Usage("--on-calendar: '" + schedule.calendar() + "' is a time of cron's: it goes with --cron");
        }
        Answer said = machine.ask(io.berth.model.Command.of("systemd-analyze", "calendar", "--", schedule.calendar()).with(Map.of("LC_ALL", "C")));
        if (!said.ok() || said.out().contains("Next elapse: never")) {
            throw new Usage("--on-calendar: " + (said.ok() ? "'" + schedule.calendar() + "' never comes" : said.err().strip()));
        }
    }

    /** @throws Refusal if what is in its place must stay */
    private void checkPlace(Optional<Schedule> former, Schedule schedule, Schedules schedules, ThisMachine machine) throws IOException, InterruptedException, Refusal {
        if (former.isPresent()) {
            ScheduleRemove.agree(former.get(), schedules, machine, "replaced", yes);
        }
        if (former.isEmpty() || former.get().by() != schedule.by()) {
            Plan removal = machine.plan(new SchedulePlaybook(schedules, schedule).untimed());
            if (removal.changesAnything()) {
                throw new Refusal("there is a timer '" + schedule.unit() + "' or an entry of that name already, and it is none of your schedules",
                        "give another --name, or see to it yourself");
            }
        }
    }

    private static void warnOfLogout(Schedule schedule, ThisMachine machine) throws IOException, InterruptedException {
        if (schedule.by() != Schedule.By.USER_SYSTEMD) {
            return;
        }
        Answer linger = machine.ask(io.berth.model.Command.of("loginctl", "show-user", "--property=Linger", "--value", System.getProperty("user.name")));
        if (!linger.out().strip().equals("yes")) {
            System.err.println("berth: it runs while you are logged in; 'loginctl enable-linger' has it run always");
        }
    }
}
