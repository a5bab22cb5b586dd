package io.berth.cli;

import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "run", description = "Brings hosts to what a playbook says.")
final class RunCommand extends PlaybookCommand {

    @Option(names = {"-C", "--check"}, description = "shows what would be done, and does nothing: the same as 'berth plan'")
    private boolean check;

    @Override
    public Integer call() throws Exception {
        if (check) {
            return new PlanJob(Clock.systemUTC(), secrecy()).plan(request(), common.view(), false);
        }
        return new RunJob(Runs.store(), Clock.systemUTC(), secrecy()).run(request(), Earlier.NONE, common.view());
    }
}
