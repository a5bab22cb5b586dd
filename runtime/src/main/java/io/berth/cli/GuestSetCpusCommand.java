package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "set-cpus", description = "Sets how many processors guests have: at once up to the most that they were started with.")
final class GuestSetCpusCommand extends GuestVerb {

    @Parameters(index = "1", paramLabel = "NUMBER", arity = "0..1", defaultValue = "0", description = "how many; else as it is")
    int vcpus;

    @Option(names = "--max", paramLabel = "NUMBER", defaultValue = "0", description = "the most that they can be given while they run, from their next boot on")
    int max;

    @Override
    List<String> tasks(SeenGuest guest) {
        if (vcpus == 0 && max == 0) {
            throw new Usage("set-cpus wants a number, or --max");
        }
        return List.of(task("guestSetCpus", guest, "vcpus: " + vcpus + ", max: " + max));
    }
}
