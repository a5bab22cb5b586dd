package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;

/** A guest begins anew at once, as if its reset button were pressed. */
final class GuestResetTask extends GuestTask<GuestResetTask.Reset> {

    public record Reset(@Param(doc = "the guest's name", required = true, positional = true) String guest) { }

    GuestResetTask() {
        super("guestReset", Reset.class, "Resets a guest at once. What its system has not written is lost: guestReboot asks it.");
    }

    @Override
    String guest(Reset said) {
        return said.guest();
    }

    @Override
    Change change(Reset said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        if (!guest.active()) {
            throw new Refusal("guest " + guest.name() + " does not run", "start it");
        }
        return Change.running(Change.Kind.ACT, "reset", Virsh.call("reset", "--domain", guest.uuid()));
    }
}
