package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;

/** A guest's processors are halted; it keeps its memory and its place. */
final class GuestSuspendTask extends GuestTask<GuestSuspendTask.Suspend> {

    public record Suspend(@Param(doc = "the guest's name", required = true, positional = true) String guest) { }

    GuestSuspendTask() {
        super("guestSuspend", Suspend.class, "Halts a guest that runs, until guestResume lets it go on.");
    }

    @Override
    String guest(Suspend said) {
        return said.guest();
    }

    @Override
    Change change(Suspend said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        return switch (guest.state()) {
            case PAUSED -> Change.none("is suspended");
            case RUNNING -> Change.running(Change.Kind.UPDATE, "suspend", Virsh.call("suspend", "--domain", guest.uuid()));
            default -> throw new Refusal("guest " + guest.name() + " does not run", "start it first");
        };
    }
}
