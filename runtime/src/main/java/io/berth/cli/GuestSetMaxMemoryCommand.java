package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "set-max-memory", description = "Sets the most memory that guests can be given while they run, from their next boot on.")
final class GuestSetMaxMemoryCommand extends GuestVerb {

    @Parameters(index = "1", paramLabel = "SIZE", description = "512M, 2GiB")
    String size;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestSetMemory", guest, "max: " + Amount.quoted(size)));
    }
}
