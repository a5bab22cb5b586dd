package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;

/** A suspended guest goes on where it was halted. */
final class GuestResumeTask extends GuestTask<GuestResumeTask.Resume> {

    public record Resume(@Param(doc = "the guest's name", required = true, positional = true) String guest) { }

    GuestResumeTask() {
        super("guestResume", Resume.class, "Lets a guest go on that is suspended, or sleeps.");
    }

    @Override
    String guest(Resume said) {
        return said.guest();
    }

    @Override
    Change change(Resume said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        return switch (guest.state()) {
            case RUNNING -> Change.none("runs");
            case PAUSED -> Change.running(Change.Kind.UPDATE, "resume", Virsh.call("resume", "--domain", guest.uuid()));
            case SUSPENDED -> Change.running(Change.Kind.UPDATE, "wake it up", Virsh.call("dompmwakeup", "--domain", guest.uuid()));
            case SHUTTING_DOWN, SHUT_OFF, CRASHED -> throw new Refusal("guest " + guest.name() + " does not run", "start it");
        };
    }
}
