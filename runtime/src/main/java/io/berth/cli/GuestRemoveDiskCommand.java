package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "remove-disk", description = "Takes disks from guests, at once if they run. Their volumes stay.")
final class GuestRemoveDiskCommand extends GuestVerb {

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "DISK", description = "names in the guest, vdb, or paths")
    List<String> disks;

    @Override
    List<String> tasks(SeenGuest guest) {
        return disks.stream().map(disk -> task("guestRemoveDisk", guest, GroovyText.quoted(disk))).toList();
    }
}
