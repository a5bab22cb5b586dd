package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "delete", description = "Removes a snapshot of guests, which stay as they are.")
final class GuestSnapshotDeleteCommand extends GuestVerb {

    @Parameters(index = "1", paramLabel = "NAME", description = "the snapshot's name")
    String name;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestDeleteSnapshot", guest, GroovyText.quoted(name)));
    }
}
