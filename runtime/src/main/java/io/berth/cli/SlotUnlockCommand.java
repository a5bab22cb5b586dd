package io.berth.cli;

import io.berth.model.Slot;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "unlock", description = "Gives the lock of a slot back.")
final class SlotUnlockCommand extends SlotVerb {

    @Option(names = "--force", description = "also somebody else's, if what holds it is known to be dead")
    boolean force;

    @Override
    List<String> tasks(Slot slot) {
        return List.of("slotUnlock " + of(slot) + ", force: " + force);
    }
}
