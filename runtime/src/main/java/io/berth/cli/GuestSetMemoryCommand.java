package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "set-memory", description = "Sets the memory of guests: at once up to the most that they were started with.")
final class GuestSetMemoryCommand extends GuestVerb {

    @Parameters(index = "1", paramLabel = "SIZE", arity = "0..1", description = "512M, 2GiB; else as it is")
    String memory;

    @Option(names = "--max", paramLabel = "SIZE", description = "the most that they can be given while they run, from their next boot on")
    String max;

    @Override
    List<String> tasks(SeenGuest guest) {
        List<String> said = new ArrayList<>();
        if (memory != null) {
            said.add("memory: " + Amount.quoted(memory));
        }
        if (max != null) {
            said.add("max: " + Amount.quoted(max));
        }
        if (said.isEmpty()) {
            throw new Usage("set-memory wants a size, or --max");
        }
        return List.of(task("guestSetMemory", guest, String.join(", ", said)));
    }
}
