package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.cluster.GuestClaims;
import io.berth.cluster.StartCheck;
import io.berth.cluster.Starts;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Size;

/** A guest runs: from its disks, or from the memory that was saved when its host went down. */
final class GuestStartTask extends GuestTask<GuestStartTask.Start> {

    public record Start(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "whether its processors stay halted until guestResume") boolean paused,
            @Param(doc = "memory of the host that must be left beside the guest's", fallback = StartCheck.Room.RESERVE) Size reserve,
            @Param(doc = "whether memory that guests of the host were promised and have not touched yet counts as available") boolean overcommit) { }

    GuestStartTask() {
        super("guestStart", Start.class, "Starts a guest, unless it runs on another host, something else uses its disks or its MACs, or there is no room for it.");
    }

    @Override
    String guest(Start said) {
        return said.guest();
    }

    @Override
    Change change(Start said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        return switch (guest.state()) {
            case RUNNING -> Change.none("runs");
            case PAUSED -> said.paused() ? Change.none("is started, and halted")
                    : Change.running(Change.Kind.UPDATE, "resume", Virsh.call("resume", "--domain", guest.uuid()));
            case SUSPENDED -> Change.running(Change.Kind.UPDATE, "wake it up", Virsh.call("dompmwakeup", "--domain", guest.uuid()));
            case SHUTTING_DOWN -> throw new TaskFailure("guest " + guest.name() + " is shutting down", "run it again once it is off");
            case SHUT_OFF, CRASHED -> Change.of(Change.Kind.UPDATE, said.paused() ? "start, halted" : "start",
                    new GuestStarts(wanted(said, guest, scope), guest.uuid(), said.paused(), scope.options().environment()));
        };
    }

    private static Starts.Wanted wanted(Start said, FoundDomain guest, Scope scope) {
        return new Starts.Wanted(scope.host().name(), guest.name(), host -> GuestClaims.of(host.domain(guest.name())
                .orElseThrow(() -> new TaskFailure("there is no guest " + guest.name() + " on host " + host.name() + " any more", "berth guest list tells where it is")).stored()),
                "", new StartCheck.Room(said.reserve(), said.overcommit()));
    }
}
