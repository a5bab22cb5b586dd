package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "reboot", description = "Has guests reboot, and waits until they have ended and begin anew.")
final class GuestRebootCommand extends GuestVerb {

    @Option(names = "--within", paramLabel = "SECONDS", defaultValue = "120", description = "how long each has to end (${DEFAULT-VALUE})")
    long within;

    @Option(names = "--then-reset", description = "resets what has not then; else that fails")
    boolean thenReset;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestReboot", guest, "within: " + seconds(within) + ", then: " + (thenReset ? "reset" : "fail")));
    }
}
