package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.DomainDisk;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.Made;
import io.berth.model.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A disk of a guest taken away: at once if it runs, and from what is stored of it. Its volume stays, and belongs to nobody. */
final class GuestRemoveDiskTask extends GuestMakerTask<GuestRemoveDiskTask.RemoveDisk> {

    /** A maker's record would have its disks removed later, once no definition names them. */
    static final Script SETTLED = Making.of("settled.sh");

    private static final Script DETACH = Script.of(GuestRemoveDiskTask.class, "virsh.sh", "guest/device.sh");

    public record RemoveDisk(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "the disk's name in the guest, vdb, or the path of its volume", required = true, positional = true) String disk) { }

    GuestRemoveDiskTask() {
        super("guestRemoveDisk", RemoveDisk.class, "Takes a disk from a guest, and keeps its volume.");
    }

    @Override
    String guest(RemoveDisk said) {
        return said.guest();
    }

    @Override
    public String name(RemoveDisk said) {
        return said.guest() + ":" + said.disk();
    }

    @Override
    Wrong wrong(RemoveDisk said) {
        return new Wrong().when(!said.disk().matches("[a-z]{2,3}[a-z]|/[^\\p{Cntrl}]+"), "'disk' is a disk's name such as vdb, or a path");
    }

    @Override
    Change change(RemoveDisk said, Seen seen) throws TaskFailure {
        FoundDomain guest = seen.guest(said.guest());
        Optional<DomainDisk> stored = disk(guest.stored(), said.disk());
        Optional<DomainDisk> live = guest.active() ? disk(guest.live(), said.disk()) : Optional.empty();
        Optional<DomainDisk> either = live.or(() -> stored);
        if (either.isEmpty()) {
            return Change.none("has no disk " + said.disk());
        }
        DomainDisk disk = either.get();
        List<String> words = new ArrayList<>(List.of("detach", guest.uuid(), "<target dev='" + disk.target() + "'"));
        live.ifPresent(there -> words.add("--live"));
        stored.filter(there -> guest.persistent()).ifPresent(there -> words.add("--config"));
        List<Command> commands = new ArrayList<>(List.of(SETTLED.with(SlotScript.RUN_DIR, SlotScript.STATE_DIR, guest.name()),
                DETACH.with(words).reading(named(disk).print())));
        Made made = Made.in(guest.stored());
        if (made.volumes().contains(disk.path())) {
            List<String> metadata = new ArrayList<>(List.of("metadata", "--domain", guest.uuid(), "--uri", Made.NAMESPACE, "--key", "berth-made", "--set", made.without(disk.path()).print()));
            metadata.addAll(Making.where(guest));
            commands.add(Virsh.call(metadata.toArray(String[]::new)));
        }
        return Change.running(Change.Kind.DELETE, "take " + disk.target() + ", keep " + (disk.path().isEmpty() ? "what was in it" : disk.path()), List.of(), commands);
    }

    private static Optional<DomainDisk> disk(Element domain, String said) {
        return DomainDisk.all(domain).stream().filter(disk -> disk.target().equals(said) || disk.path().equals(said)).findFirst();
    }

    /** libvirt finds it by its target: the rest differs between what runs and what is stored. */
    private static Element named(DomainDisk disk) {
        return Element.of("disk", Map.of("type", disk.type()), disk.element().child("source").map(source -> new Element("source", "", source.attributes(), List.of(), "", 0))
                .orElse(Element.of("source", Map.of())), Element.of("target", Map.of("dev", disk.target())));
    }
}
