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
    String guest;

    @Parameters(index = "1", paramLabel = "NAME", description = "the snapshot's name")
    String name;

    @Option(names = "--xml", description = "libvirt's definition of it instead")
    boolean xml;

    @Mixin
    SiteOptions site;

    @Mixin
    GuestOptions which;

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
            System.out.print(xml ? snapshot.print() : told(entry.getValue(), snapshot).toString());
        }
        return found.exit();
    }

    private FactLines told(AroundGuest around, Element snapshot) {
        FactLines lines = new FactLines();
        lines.add("snapshot", name + (name.equals(around.current()) ? ", where the guest is" : ""));
        lines.add("for", snapshot.textAt("description"));
        lines.add("taken", GuestSnapshotListCommand.taken(snapshot.textAt("creationTime")));
        lines.add("state", snapshot.textAt("state"));
        lines.add("kept", AroundGuest.kept(snapshot));
        lines.add("parent", snapshot.textAt("parent", "name"));
        snapshot.at("disks", "disk").forEach(disk -> lines.add(disk.attribute("name"), disk.attribute("snapshot")));
        return lines;
    }
}
