package io.berth.cli;

import io.berth.exec.Stepping;
import io.berth.exec.Terms;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "run", description = "Brings hosts to what a playbook says.")
final class RunCommand extends PlaybookCommand {

    @Option(names = {"-C", "--check"}, description = "shows what would be done, and does nothing: the same as 'berth plan'")
    boolean check;

    @Option(names = "--step", description = "asks before each task: yes, no, or yes to all that follow")
    boolean step;

    @Option(names = "--deadline", paramLabel = "SECONDS", defaultValue = "0", description = "stops the run after so long, and it has failed; 0: never (${DEFAULT-VALUE})")
    long deadline;

    @Option(names = {"-y", "--yes"}, description = "says yes to whatever the playbook asks")
    boolean yes;

    @Override
    public Integer call() throws Exception {
        return run(common.view());
    }

    /** @return the exit status */
    int run(Shown shown) throws IOException, InterruptedException {
        if (check) {
            return new PlanJob(Clock.systemUTC(), secrecy()).plan(request(), common.view(), false);
        }
        Optional<Stepping> asking = step ? Optional.of(Asking.onTerminal()) : Optional.empty();
        Terms terms = new Terms(common.forks, Duration.ofSeconds(deadline), asking, Map.of(), Set.of(), Confirmations.atTerminal(yes));
        return new RunJob(Runs.store(), Clock.systemUTC(), secrecy()).run(request(), Earlier.NONE, shown, terms);
    }
}
