package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "reset", description = "Resets guests at once. Asks first.")
final class GuestResetCommand extends GuestVerb {

    @Override
    String question() throws Exception {
        return asked("Reset", "What their systems have not written is lost; berth guest reboot asks them.");
    }

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestReset", guest));
    }
}
