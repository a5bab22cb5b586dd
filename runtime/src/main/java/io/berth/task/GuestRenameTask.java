package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.Set;

/** A guest has another name; its UUID, disks and addresses are what they were. */
final class GuestRenameTask extends GuestTask<GuestRenameTask.Rename> {

    static final Script RENAME = SlotScript.of("slot/lock.sh", "guest/rename.sh");

    public record Rename(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "the name it gets", required = true) String to) { }

    GuestRenameTask() {
        super("guestRename", Rename.class, "Gives a guest that is off another name.");
    }

    @Override
    String guest(Rename said) {
        return said.guest();
    }

    @Override
    Wrong wrong(Rename said) {
        return new Wrong().unlessFits("to", said.to(), NAME, "the name of a guest");
    }

    @Override
    public Footprint footprint(Rename said, Scope scope) {
        return new Footprint(Set.of(Key.wholeOf(scope.host())),
                Set.of(new Key("domain", said.guest(), scope.host().name()), new Key("domain", said.to(), scope.host().name())));
    }

    @Override
    Change change(Rename said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        if (said.to().equals(guest.name())) {
            return Change.none("is called so");
        }
        if (all.named(said.to()).isPresent()) {
            throw new Refusal("there is a guest " + said.to() + " on host " + scope.host().name() + " already", "choose another name");
        }
        if (guest.active()) {
            throw new Refusal("guest " + guest.name() + " runs: libvirt renames only what is off", "shut it down first");
        }
        if (guest.saved()) {
            throw new Refusal("guest " + guest.name() + " is saved: libvirt would not find its memory under another name", "restore it and shut it down first");
        }
        return Change.of(Change.Kind.UPDATE, "rename to " + said.to(), hands -> {
            Command rename = RENAME.with(SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT, guest.name(), guest.uuid(), said.to());
            Answer answer = GuestName.give(hands, said.to(), rename);
            if (!answer.ok()) {
                throw new CommandFailure("guest " + guest.name() + " could not be renamed", rename, answer, "");
            }
        });
    }

    @Override
    Change missing(Rename said, Domains all, Scope scope) throws TaskFailure {
        return all.named(said.to()).isPresent() ? Change.none("is called " + said.to()) : super.missing(said, all, scope);
    }
}
