package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.script.GroovyText;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "delete", description = "Removes guests that are off, and the volumes that berth made for them and nobody else uses; asks first.")
final class GuestDeleteCommand extends GuestVerb {

    @Option(names = "--keep-disks", description = "all disks stay, and NVRAM")
    boolean keepDisks;

    @Option(names = "--also-disks", paramLabel = "DISK", split = ",", description = "disks that go though berth did not make them: names in the guest, vda, or paths")
    List<String> alsoDisks = List.of();

    @Option(names = "--with-snapshots", description = "their snapshots go, too; else a guest that has some is not removed")
    boolean withSnapshots;

    @Option(names = "--archive", paramLabel = "DIR", defaultValue = "", description = "archives each first: a directory of this machine, or HOST:DIR")
    String archive;

    private int number;

    @Override
    List<String> tasks(SeenGuest guest) throws Exception {
        List<String> tasks = new ArrayList<>();
        if (!archive.isEmpty()) {
            tasks.add(new ArchiveOptions().task(guest, archive));
        }
        String delete = task("guestDelete", guest, "keepDisks: " + keepDisks + ", alsoDisks: " + GroovyText.list(alsoDisks) + ", withSnapshots: " + withSnapshots
                + ", elsewhere: " + GroovyText.list(NewNames.pathsElsewhere(cluster(), guest)));
        List<String> leases = leases(guest);
        // a lease goes once its guest has gone
        String gone = "gone" + number++;
        tasks.add(leases.isEmpty() ? delete : "def " + gone + " = " + delete.replaceFirst(" ", "(") + ")");
        leases.forEach(lease -> tasks.add(lease + ", when: { !" + gone + ".failed }"));
        return tasks;
    }

    /** Those of the networks into which it was to be plugged, away: nobody has its addresses any more. */
    private static List<String> leases(SeenGuest guest) {
        return guest.domain().stream().flatMap(domain -> domain.stored().at("devices", "interface"))
                .filter(nic -> !nic.attributeOf("source", "network").isEmpty() && !nic.attributeOf("mac", "address").isEmpty())
                .map(nic -> "lease " + GroovyText.quoted(nic.attributeOf("mac", "address")) + ", network: " + GroovyText.quoted(nic.attributeOf("source", "network"))
                        + ", state: 'absent', on: " + GroovyText.quoted(guest.host())).toList();
    }
}
