package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "revert", description = "Puts guests back to a snapshot; asks first, since what they have written since is lost.")
final class GuestSnapshotRevertCommand extends GuestVerb {

    @Parameters(index = "1", paramLabel = "NAME", description = "the snapshot's name")
    String name;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestRevert", guest, GroovyText.quoted(name)));
    }
}
