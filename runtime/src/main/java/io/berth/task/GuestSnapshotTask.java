package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.libvirt.DomainDisk;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A state of a guest that it can go back to: of its disks, and of its memory, if it runs. */
final class GuestSnapshotTask extends GuestMakerTask<GuestSnapshotTask.Snapshot> {

    /** libvirt makes files of them. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+:@-]{0,127}");

    public record Snapshot(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "the snapshot's name", required = true, positional = true) String name,
            @Param(doc = "what it is for") String description,
            @Param(doc = "whether it is of the disks only, each in a new file over the old one; needed for disks that are raw", fallback = "false") boolean diskOnly) { }

    GuestSnapshotTask() {
        super("guestSnapshot", Snapshot.class, "Takes a snapshot of a guest, unless it has one of that name.");
    }

    @Override
    String guest(Snapshot said) {
        return said.guest();
    }

    @Override
    public String name(Snapshot said) {
        return said.guest() + ":" + said.name();
    }

    @Override
    Wrong wrong(Snapshot said) {
        return new Wrong().unlessFits("name", said.name(), NAME, "the name of a snapshot").unlessLine("description", said.description());
    }

    @Override
    List<Command> asks(Snapshot said, Scope scope) {
        return List.of(Making.around(said.guest()));
    }

    @Override
    Change change(Snapshot said, Seen seen) throws TaskFailure {
        FoundDomain guest = seen.guest(said.guest());
        AroundGuest around = AroundGuest.of(seen.more().get(0));
        if (around.snapshots().containsKey(said.name())) {
            return Change.none("has snapshot " + said.name());
        }
        if (!said.diskOnly()) {
            mustHoldInside(guest);
        }
        List<String> words = new ArrayList<>(List.of("snapshot-create-as", "--domain", guest.uuid(), "--name", said.name(), "--atomic"));
        if (!said.description().isEmpty()) {
            words.addAll(List.of("--description", said.description()));
        }
        if (said.diskOnly()) {
            words.add("--disk-only");
        }
        String what = said.diskOnly() ? "of its disks, in new files over them" : guest.active() ? "of its disks and its memory" : "of its disks";
        return Change.running(Change.Kind.CREATE, "snapshot " + said.name() + " " + what, Making.patient(words.toArray(String[]::new)));
    }

    /** libvirt would say so only once the guest stands still. */
    private static void mustHoldInside(FoundDomain guest) throws Refusal {
        for (DomainDisk disk : DomainDisk.all(guest.live())) {
            if (disk.own() && !disk.path().isEmpty() && !disk.format().equals("qcow2")) {
                throw new Refusal("disk " + disk.target() + " of guest " + guest.name() + " is " + disk.format() + ": no snapshot can be kept in it",
                        "--disk-only keeps one beside it; or make the disk qcow2: qemu-img convert");
            }
        }
        if (guest.live().at("os", "loader").anyMatch(loader -> loader.attribute("type").equals("pflash"))) {
            throw new Refusal("guest " + guest.name() + " has UEFI firmware with NVRAM, which libvirt keeps in no snapshot inside its disks", "--disk-only keeps one beside them");
        }
    }
}
