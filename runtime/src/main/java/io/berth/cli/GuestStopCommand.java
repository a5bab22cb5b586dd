package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "stop", description = "Powers guests off at once, as if their plug were pulled. Asks first.")
final class GuestStopCommand extends GuestVerb {

    @Override
    String question() throws Exception {
        return asked("Power off", "What their systems have not written is lost; berth guest shutdown asks them.");
    }

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestStop", guest));
    }

    @Override
    List<String> rawTasks(SeenGuest guest) {
        return List.of(task("rawStop", guest));
    }
}
