package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add-disk", description = "Gives guests one more disk, at once if they run: a new volume, or one that is there.")
final class GuestAddDiskCommand extends GuestVerb {

    @Parameters(index = "1", paramLabel = "DISK", description = "POOL:SIZE[:raw|:qcow2] makes a volume: primary:20G; POOL/VOLUME or a path is one that is there")
    String disk;

    @Option(names = "--target", paramLabel = "NAME", defaultValue = "", description = "its name in the guest, vdb; else the next that is free")
    String target;

    @Option(names = "--bus", paramLabel = "BUS", defaultValue = "", description = "virtio, scsi, sata, usb, ide; else that of the first disk")
    String bus;

    @Option(names = "--cache", paramLabel = "MODE", defaultValue = "", description = "none, writeback, writethrough, directsync, unsafe; else as QEMU has it")
    String cache;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestAddDisk", guest, what() + ", target: " + GroovyText.quoted(target) + ", bus: " + GroovyText.quoted(bus) + ", cache: " + GroovyText.quoted(cache)));
    }

    private String what() {
        if (disk.contains("/")) {
            return "volume: " + GroovyText.quoted(disk);
        }
        String[] parts = disk.split(":", 3);
        if (parts.length < 2) {
            throw new Usage("'" + disk + "' is no disk: POOL:SIZE, such as primary:20G, or POOL/VOLUME");
        }
        return "pool: " + GroovyText.quoted(parts[0]) + ", size: " + Amount.quoted(parts[1]) + ", format: " + GroovyText.quoted(parts.length > 2 ? parts[2] : "");
    }
}
