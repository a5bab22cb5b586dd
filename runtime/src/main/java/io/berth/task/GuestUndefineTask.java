package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import java.util.ArrayList;
import java.util.List;

/** libvirt does not know a guest any more. Its disks stay where they are. */
final class GuestUndefineTask extends GuestTask<GuestUndefineTask.Undefine> {

    static final Script UNDEFINE = Making.of("undefine.sh");

    /** What becomes of the variables of a guest's firmware. */
    public enum Nvram { KEEP, DROP }

    public record Undefine(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "whether what libvirt knows of its snapshots may go, rather than that it is refused; what they hold stays in the disks") boolean dropSnapshots,
            @Param(doc = "whether the memory that was saved of it may go, rather than that it is refused") boolean dropSaved,
            @Param(doc = "what becomes of the file with its firmware's variables: keep, or drop", fallback = "keep") Nvram nvram) { }

    GuestUndefineTask() {
        super("guestUndefine", Undefine.class, "Has libvirt forget a guest that is off. Its disks stay; what else would be lost must be said.");
    }

    @Override
    String guest(Undefine said) {
        return said.guest();
    }

    @Override
    Change change(Undefine said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        if (guest.active()) {
            throw new Refusal("guest " + guest.name() + " runs: it would be transient, and gone for good once it is off", "shut it down first");
        }
        List<String> words = new ArrayList<>(List.of(guest.uuid(), said.nvram() == Nvram.KEEP ? "--keep-nvram" : "--nvram"));
        List<String> with = new ArrayList<>();
        if (!guest.snapshots().isEmpty()) {
            if (!said.dropSnapshots()) {
                throw new Refusal("guest " + guest.name() + " has snapshots: " + String.join(", ", guest.snapshots()),
                        "delete them first, or say that libvirt may forget them (dropSnapshots, --drop-snapshots)");
            }
            words.addAll(List.of("--snapshots-metadata", "--checkpoints-metadata"));
            with.add(guest.snapshots().size() + " of its snapshots");
        }
        if (guest.saved()) {
            if (!said.dropSaved()) {
                throw new Refusal("guest " + guest.name() + " is saved: its memory would be lost", "restore it first, or say that it may be (dropSaved, --drop-saved)");
            }
            words.add("--managed-save");
            with.add("its saved memory");
        }
        if (said.nvram() == Nvram.DROP && guest.stored().at("os", "nvram").findFirst().isPresent()) {
            with.add("its firmware's variables");
        }
        return Change.of(Change.Kind.DELETE, "undefine" + (with.isEmpty() ? "" : ", with " + String.join(", ", with)),
                hands -> Making.run(hands, "guest " + guest.name() + " could not be undefined", Making.command(hands, UNDEFINE, guest.name(), words)));
    }

    @Override
    Change missing(Undefine said, Domains all, Scope scope) {
        return Change.none("there is no such guest");
    }
}
