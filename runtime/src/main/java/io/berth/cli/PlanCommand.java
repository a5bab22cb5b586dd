package io.berth.cli;

import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "plan", description = "Shows what a run would create, change and do, with diffs. Changes nothing anywhere.")
final class PlanCommand extends PlaybookCommand {

    @Option(names = "--detailed-exitcode", description = "ends with status 5 if there are changes")
    boolean detailed;

    @Override
    public Integer call() throws Exception {
        return new PlanJob(Clock.systemUTC(), secrecy()).plan(request(), common.view(), detailed);
    }
}
