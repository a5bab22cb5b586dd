package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.report.OutputView;
import io.berth.script.GroovyText;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "exec", description = {"Runs a command in guests, by their agents: no network is needed, and no password.",
    "berth guest exec 'web*' -- uname -r"})
final class GuestExecCommand extends GuestVerb {

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "CMD", description = "program and arguments, behind --; no shell sees them")
    List<String> words = new ArrayList<>();

    @Option(names = "--within", paramLabel = "SECONDS", defaultValue = "600", description = "how long it may take (${DEFAULT-VALUE})")
    long within;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestExec", guest, "command: " + GroovyText.list(words) + ", within: " + seconds(within)));
    }

    @Override
    Shown shown() throws InterruptedException {
        return new GuestOutput(guests().size() == 1 ? OutputView.Mode.BARE : OutputView.Mode.FOLDED);
    }
}
