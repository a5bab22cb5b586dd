package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "create", description = "Takes a snapshot of guests, of the same name.")
final class GuestSnapshotCreateCommand extends GuestVerb {

    @Parameters(index = "1", paramLabel = "NAME", description = "the snapshot's name")
    String name;

    @Option(names = "--description", paramLabel = "TEXT", defaultValue = "", description = "what it is for")
    String description;

    @Option(names = "--disk-only", description = "of the disks only, each in a new file over the old one; needed for raw disks and for NVRAM")
    boolean diskOnly;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestSnapshot", guest, GroovyText.quoted(name) + ", description: " + GroovyText.quoted(description) + ", diskOnly: " + diskOnly));
    }
}
