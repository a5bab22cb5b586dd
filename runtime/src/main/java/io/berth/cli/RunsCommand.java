package io.berth.cli;

import io.berth.journal.Run;
import io.berth.report.ExitMeaning;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "runs", description = "Lists runs, newest first.")
final class RunsCommand implements Action {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Option(names = {"-n", "--number"}, paramLabel = "N", defaultValue = "20", description = "at most so many (${DEFAULT-VALUE})")
    int number;

    @Override
    public Integer call() throws Exception {
        List<Run> runs = Runs.store().list();
        if (runs.isEmpty()) {
            System.err.println("no run yet");
        }
        for (Run run : runs.subList(0, Math.min(number, runs.size()))) {
            System.out.printf(Locale.ROOT, "%s  %s  %8s  %-24s  %s%n", run.id(), TIME.format(run.start().at()),
                    seconds(took(run.state())), Path.of(run.start().request().playbook()).getFileName(), told(run.state()));
        }
        return Exit.OK;
    }

    private static Duration took(Run.State state) {
        if (state instanceof Run.Ended ended) {
            return ended.took();
        }
        if (state instanceof Run.Running running) {
            return running.took();
        }
        return state instanceof Run.Died died ? died.took() : ((Run.Elsewhere) state).took();
    }

    private static String told(Run.State state) {
        if (state instanceof Run.Ended ended) {
            return ended.exit() + ": " + ExitMeaning.of(ended.exit());
        }
        if (state instanceof Run.Running) {
            return "running";
        }
        return state instanceof Run.Died ? "died; 'berth resume' goes on with it" : "not ended, on another controller";
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0);
    }
}
