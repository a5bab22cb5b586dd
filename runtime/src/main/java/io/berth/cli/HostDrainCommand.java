package io.berth.cli;

import io.berth.cluster.Spread;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "drain", description = "Moves all guests of a host to others: live where that goes, else shut down, with their disks. The host remembers them for 'undrain'.")
final class HostDrainCommand extends HostDrainVerb {

    @Option(names = "--to", paramLabel = "PATTERN", defaultValue = "all", description = "hosts that they may go to; each gets to the one with the most memory left (${DEFAULT-VALUE})")
    String to;

    @Option(names = "--running", description = "only those that run")
    boolean running;

    @Override
    List<String> tasks() throws Exception {
        List<String> all = new ArrayList<>();
        for (Spread.Move move : away(to, running)) {
            all.add(task(move.guest().name(), host, move.to(), true));
        }
        return all;
    }
}
