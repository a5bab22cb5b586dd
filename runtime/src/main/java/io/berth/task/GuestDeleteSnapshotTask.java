package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Command;
import java.util.List;

/** A snapshot of a guest removed: the guest stays as it is, and cannot go back there. */
final class GuestDeleteSnapshotTask extends GuestMakerTask<GuestDeleteSnapshotTask.DeleteSnapshot> {

    public record DeleteSnapshot(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "the snapshot's name", required = true, positional = true) String name) { }

    GuestDeleteSnapshotTask() {
        super("guestDeleteSnapshot", DeleteSnapshot.class, "Removes a snapshot of a guest, which stays as it is.");
    }

    @Override
    String guest(DeleteSnapshot said) {
        return said.guest();
    }

    @Override
    public String name(DeleteSnapshot said) {
        return said.guest() + ":" + said.name();
    }

    @Override
    Wrong wrong(DeleteSnapshot said) {
        return new Wrong().unlessFits("name", said.name(), GuestSnapshotTask.NAME, "the name of a snapshot");
    }

    @Override
    List<Command> asks(DeleteSnapshot said, Scope scope) {
        return List.of(Making.around(said.guest()));
    }

    @Override
    Change change(DeleteSnapshot said, Seen seen) throws TaskFailure {
        FoundDomain guest = seen.guest(said.guest());
        AroundGuest around = AroundGuest.of(seen.more().get(0));
        if (!around.snapshots().containsKey(said.name())) {
            return Change.none("has no snapshot " + said.name());
        }
        if (AroundGuest.external(around.snapshots().get(said.name())) && !around.since(9, 9)) {
            throw new Refusal("snapshot " + said.name() + " of guest " + guest.name() + " is kept beside its disks, and libvirt " + around.libvirt() + " cannot merge such",
                    "libvirt 9.9 can; or merge by hand: virsh blockcommit, then virsh snapshot-delete --metadata");
        }
        return Change.running(Change.Kind.DELETE, "snapshot " + said.name(),
                Making.patient("snapshot-delete", "--domain", guest.uuid(), "--snapshotname", said.name()));
    }
}
