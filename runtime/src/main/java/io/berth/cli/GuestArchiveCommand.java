package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "archive", description = "Writes guests that are off, with all that belongs to them, into one file each.")
final class GuestArchiveCommand extends GuestVerb {

    @Mixin
    ArchiveOptions archive;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(archive.task(guest));
    }
}
