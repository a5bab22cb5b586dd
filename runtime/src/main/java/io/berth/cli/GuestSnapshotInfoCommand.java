package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.libvirt.Element;
import io.berth.task.AroundGuest;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "info", description = "Tells of a snapshot: when it was taken, of what, and what it is for.")
final class GuestSnapshotInfoCommand implements Action {

    @Parameters(index = "0", paramLabel = "GUEST", description = "the guest")
    private String guest;

    @Parameters(index = "1", paramLabel = "NAME", description = "the snapshot's name")
    private String name;

    @Option(names = "--xml", description = "libvirt's definition of it instead")
    private boolean xml;

    @Mixin
    private SiteOptions site;

    @Mixin
    private GuestOptions which;

    @Override
    public Integer call() throws Exception {
        Secrecy secrecy = site.secrecy();
        SeenGuest one = which.one(guest, site, secrecy);
        GuestSnapshots found = GuestSnapshots.of(List.of(one), which, site, secrecy);
        for (Map.Entry<SeenGuest, AroundGuest> entry : found.guests().entrySet()) {
            Element snapshot = entry.getValue().snapshots().get(name);
            if (snapshot == null) {
                throw new Usage("guest " + guest + " has no snapshot " + name + ": berth guest snapshot list " + guest);
            }
            System.out.print(xml ? snapshot.print() : told(entry.getValue(), snapshot));
        }
        return found.exit();
    }

    private String told(AroundGuest around, Element snapshot) {
        StringBuilder out = new StringBuilder();
        line(out, "snapshot", name + (name.equals(around.current()) ? ", where the guest is" : ""));
        line(out, "for", snapshot.textAt("description"));
        line(out, "taken", GuestSnapshotListCommand.taken(snapshot.textAt("creationTime")));
        line(out, "state", snapshot.textAt("state"));
        line(out, "kept", AroundGuest.kept(snapshot));
        line(out, "parent", snapshot.textAt("parent", "name"));
        snapshot.at("disks", "disk").forEach(disk -> line(out, disk.attribute("name"), disk.attribute("snapshot")));
        return out.toString();
    }

    private static void line(StringBuilder out, String key, String value) {
        if (!value.isEmpty()) {
            out.append(String.format("%-10s %s%n", key, value));
        }
    }
}
