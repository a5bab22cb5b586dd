package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.cluster.StartCheck;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Command;
import java.util.List;
import java.util.Set;

/** A guest put back to a snapshot: what it has written since is lost. */
final class GuestRevertTask extends GuestMakerTask<GuestRevertTask.Revert> {

    /** States of snapshots whose guest runs once it is back there. */
    private static final Set<String> RUNS = Set.of("running", "blocked", "paused", "pmsuspended");

    public record Revert(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "the snapshot's name", required = true, positional = true) String name) { }

    GuestRevertTask() {
        super("guestRevert", Revert.class, "Puts a guest back to a snapshot. What it has written since then is lost.");
    }

    @Override
    String guest(Revert said) {
        return said.guest();
    }

    @Override
    public String name(Revert said) {
        return said.guest() + ":" + said.name();
    }

    @Override
    Wrong wrong(Revert said) {
        return new Wrong().unlessFits("name", said.name(), GuestSnapshotTask.NAME, "the name of a snapshot");
    }

    @Override
    List<Command> asks(Revert said, Scope scope) {
        return List.of(Making.around(said.guest()));
    }

    @Override
    Change change(Revert said, Seen seen) throws TaskFailure {
        FoundDomain guest = seen.guest(said.guest());
        AroundGuest around = AroundGuest.of(seen.more().get(0));
        Element snapshot = Making.snapshot(around, guest.name(), said.name());
        if (AroundGuest.external(snapshot) && !around.since(9, 10)) {
            throw new Refusal("snapshot " + said.name() + " of guest " + guest.name() + " is kept beside its disks, and libvirt " + around.libvirt() + " cannot go back to such",
                    "libvirt 9.10 can; or define the guest with the files that lie below");
        }
        Command revert = Making.patient("snapshot-revert", "--domain", guest.uuid(), "--snapshotname", said.name());
        return Change.of(Change.Kind.ACT, "back to " + said.name() + ", " + snapshot.textAt("state"), hands -> {
            Making.agreed(hands, "Put guest " + guest.name() + " back to snapshot " + said.name() + "? What it has written since then is lost.");
            boolean starts = !guest.active() && RUNS.contains(snapshot.textAt("state"));
            if (!starts || !GuestStart.run(hands, GuestStart.of(hands, definition(snapshot, guest), StartCheck.Room.USUAL), revert)) {
                hands.run(revert);
            }
        });
    }

    /** What runs then: it was kept with the snapshot. */
    private static Element definition(Element snapshot, FoundDomain guest) {
        return snapshot.child("domain").orElse(guest.stored());
    }
}
