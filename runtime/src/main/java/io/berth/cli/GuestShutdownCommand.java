package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "shutdown", description = "Shuts guests down, by their agent or their power button, and waits until they are off.")
final class GuestShutdownCommand extends GuestVerb {

    @Option(names = "--within", paramLabel = "SECONDS", defaultValue = "120", description = "how long each has (${DEFAULT-VALUE})")
    long within;

    @Option(names = "--then-stop", description = "powers off what still runs then; else that fails")
    boolean thenStop;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestShutdown", guest, "within: " + seconds(within) + ", then: " + (thenStop ? "stop" : "fail")));
    }

    @Override
    List<String> rawTasks(SeenGuest guest) {
        return List.of(task("rawShutdown", guest, "within: " + seconds(within) + ", then: " + (thenStop ? "stop" : "fail")));
    }
}
