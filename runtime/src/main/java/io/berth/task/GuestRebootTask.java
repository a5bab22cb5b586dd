package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Command;
import java.time.Duration;
import java.util.Locale;

/** A guest's system ends and begins anew, on the same program of the host. */
final class GuestRebootTask extends GuestTask<GuestRebootTask.Reboot> {

    static final Script REBOOT = SlotScript.of("slot/guest.sh", "guest/reboot.sh");

    /** What is done with a guest that has not begun anew in time. */
    public enum Then { FAIL, RESET }

    public record Reboot(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "how long it has to end, in whole seconds", fallback = "2min") Duration within,
            @Param(doc = "what is done if it has not then: fail, or reset", fallback = "fail") Then then) { }

    GuestRebootTask() {
        super("guestReboot", Reboot.class, "Has a guest reboot, and waits until it has ended and begins anew; guestWait waits until it answers.");
    }

    @Override
    String guest(Reboot said) {
        return said.guest();
    }

    @Override
    Wrong wrong(Reboot said) {
        return GuestScript.unlessSeconds(said.within());
    }

    @Override
    Change change(Reboot said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        if (guest.state() != FoundDomain.State.RUNNING) {
            throw new Refusal("guest " + guest.name() + " does not run", "start it, or resume it");
        }
        String seconds = Long.toString(said.within().toSeconds());
        String then = said.then().name().toLowerCase(Locale.ROOT);
        Command command = REBOOT.with(guest.uuid(), guest.name(), seconds, then).within(said.within().plus(SlotScript.MARGIN));
        return GuestScript.change(Change.Kind.ACT, "reboot within " + seconds + " s, else " + then, guest.name(), "cannot be rebooted", command,
                Command.of("reboot.sh", guest.uuid(), guest.name(), seconds, then));
    }
}
