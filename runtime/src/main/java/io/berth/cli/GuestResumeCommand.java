package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.List;
import picocli.CommandLine.Command;

@Command(name = "resume", description = "Lets guests go on that are suspended.")
final class GuestResumeCommand extends GuestVerb {

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestResume", guest));
    }

    @Override
    List<String> rawTasks(SeenGuest guest) {
        return List.of(task("rawResume", guest));
    }
}
