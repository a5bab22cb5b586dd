package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Command;
import java.time.Duration;

/** A guest is off: asked to shut down, asked again while there is time, then what the playbook says. */
final class GuestShutdownTask extends GuestTask<GuestShutdownTask.Shutdown> {

    /** What is done with a guest that has not shut down in time. */
    public enum Then { FAIL, STOP }

    public record Shutdown(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "how long it has, in whole seconds", fallback = "2min") Duration within,
            @Param(doc = "what is done if it still runs then: fail, or stop (power off)", fallback = "fail") Then then) { }

    GuestShutdownTask() {
        super("guestShutdown", Shutdown.class, "Shuts a guest down, by its agent or its power button, and waits until it is off.");
    }

    @Override
    String guest(Shutdown said) {
        return said.guest();
    }

    @Override
    Wrong wrong(Shutdown said) {
        return GuestScript.unlessSeconds(said.within());
    }

    @Override
    Change change(Shutdown said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        if (!guest.active()) {
            return Change.none("is off");
        }
        if (guest.state() == FoundDomain.State.PAUSED && said.then() == Then.FAIL) {
            throw new Refusal("guest " + guest.name() + " is suspended and hears nothing", "resume it first, or let it be stopped");
        }
        String seconds = Long.toString(said.within().toSeconds());
        Command command = ShutdownTask.SHUTDOWN.with(guest.uuid(), guest.name(), seconds, said.then() == Then.STOP ? "destroy" : "fail")
                .within(said.within().plus(SlotScript.MARGIN));
        return GuestScript.change(Change.Kind.UPDATE, "shut down within " + seconds + " s, else " + (said.then() == Then.STOP ? "power off" : "fail"),
                guest.name(), "cannot be shut down", command, Command.of("shutdown.sh", guest.uuid(), guest.name(), seconds));
    }

    /** One that is transient is gone once it is off. */
    @Override
    Change missing(Shutdown said, Domains all, Scope scope) {
        return Change.none("there is no such guest");
    }
}
