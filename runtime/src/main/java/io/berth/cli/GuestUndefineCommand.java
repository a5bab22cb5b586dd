package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "undefine", description = "Has libvirt forget guests that are off. Their disks stay. Asks first.")
final class GuestUndefineCommand extends GuestVerb {

    @Option(names = "--drop-snapshots", description = "what libvirt knows of their snapshots may go; else a guest with snapshots is refused")
    boolean dropSnapshots;

    @Option(names = "--drop-saved", description = "memory that was saved of them may go; else a guest that is saved is refused")
    boolean dropSaved;

    @Option(names = "--drop-nvram", description = "the file with the variables of their firmware goes, too; else it stays")
    boolean dropNvram;

    @Override
    String question() throws Exception {
        return asked("Undefine", "Their disks stay; what stands in their definitions is lost, unless berth guest dumpxml has kept it.");
    }

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestUndefine", guest, "dropSnapshots: " + dropSnapshots + ", dropSaved: " + dropSaved + ", nvram: " + (dropNvram ? "drop" : "keep")));
    }
}
