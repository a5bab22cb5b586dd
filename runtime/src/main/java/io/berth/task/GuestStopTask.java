package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;

/** A guest is off at once, as if its plug were pulled. */
final class GuestStopTask extends GuestTask<GuestStopTask.Stop> {

    public record Stop(@Param(doc = "the guest's name", required = true, positional = true) String guest) { }

    GuestStopTask() {
        super("guestStop", Stop.class, "Powers a guest off at once. What its system has not written is lost: guestShutdown asks it.");
    }

    @Override
    String guest(Stop said) {
        return said.guest();
    }

    @Override
    Change change(Stop said, FoundDomain guest, Domains all, Scope scope) {
        if (!guest.active()) {
            return Change.none("is off");
        }
        return Change.of(Change.Kind.UPDATE, guest.persistent() ? "power off" : "power off; it is gone then, for it is transient",
                new GuestStops(guest.name(), guest.uuid(), scope.options().environment()));
    }

    /** One that is transient is gone once it is off. */
    @Override
    Change missing(Stop said, Domains all, Scope scope) {
        return Change.none("there is no such guest");
    }
}
