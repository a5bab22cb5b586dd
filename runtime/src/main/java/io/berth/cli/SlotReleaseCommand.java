package io.berth.cli;

import io.berth.model.Slot;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "release", description = "Unmounts what berth slot mount has mounted.")
final class SlotReleaseCommand extends SlotVerb {

    @Option(names = "--force", description = "also what somebody else has mounted, if nothing uses it")
    boolean force;

    @Option(names = "--up", description = "starts the guest then")
    boolean up;

    @Override
    List<String> tasks(Slot slot) {
        String release = "slotRelease " + of(slot) + ", force: " + force;
        return up ? List.of(release, "start " + of(slot)) : List.of(release);
    }
}
