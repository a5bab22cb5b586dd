package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "autostart", description = "Has guests started with their hosts, or not any more.")
final class GuestAutostartCommand extends GuestVerb {

    /** What is wanted. */
    enum State { on, off }

    @Parameters(index = "1", paramLabel = "STATE", description = "${COMPLETION-CANDIDATES}")
    State state;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestAutostart", guest, "enabled: " + (state == State.on)));
    }
}
