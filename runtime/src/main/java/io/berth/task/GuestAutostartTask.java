package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;

/** Whether a guest is started with its host. */
final class GuestAutostartTask extends GuestTask<GuestAutostartTask.Autostart> {

    public record Autostart(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "whether it is", fallback = "true") boolean enabled) { }

    GuestAutostartTask() {
        super("guestAutostart", Autostart.class, "Has a guest started with its host, or not any more.");
    }

    @Override
    String guest(Autostart said) {
        return said.guest();
    }

    @Override
    Change change(Autostart said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        if (guest.autostart() == said.enabled()) {
            return Change.none(said.enabled() ? "is started with its host" : "is not started with its host");
        }
        if (!guest.persistent()) {
            throw new Refusal("guest " + guest.name() + " is transient: its host will not know it any more", "define it first");
        }
        return said.enabled() ? Change.running(Change.Kind.UPDATE, "start it with its host", Virsh.call("autostart", "--domain", guest.uuid()))
                : Change.running(Change.Kind.UPDATE, "do not start it with its host", Virsh.call("autostart", "--domain", guest.uuid(), "--disable"));
    }
}
