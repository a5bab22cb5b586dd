package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "suspend", description = "Halts guests that run. They keep their memory and their place.")
final class GuestSuspendCommand extends GuestVerb {

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestSuspend", guest));
    }

    @Override
    List<String> rawTasks(SeenGuest guest) {
        return List.of(task("rawSuspend", guest));
    }
}
