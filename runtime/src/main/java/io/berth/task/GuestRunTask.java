package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.cluster.StartCheck;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Guest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A guest that the playbook says runs: it is started as {@code guestStart} does it. */
final class GuestRunTask implements TaskType<Guest> {

    private final GuestStartTask starts = new GuestStartTask();

    @Override
    public String word() {
        return "guestRun";
    }

    @Override
    public Class<Guest> parameters() {
        return Guest.class;
    }

    @Override
    public String name(Guest guest) {
        return guest.name();
    }

    @Override
    public Footprint footprint(Guest guest, Scope scope) {
        String host = scope.host().name();
        Set<Key> reads = new HashSet<>(Set.of(Key.wholeOf(scope.host()), new Key("domain", guest.name(), host)));
        GuestDefinitionTask.networks(guest, host).forEach(reads::add);
        // it writes to them from then on: copies of them are made before
        Set<Key> writes = new HashSet<>(Set.of(new Key("guestRun", guest.name(), host)));
        guest.disks().forEach(disk -> writes.add(GuestStorage.key(guest, disk.target(), host)));
        return new Footprint(reads, writes);
    }

    private static GuestStartTask.Start start(Guest guest) {
        return new GuestStartTask.Start(guest.name(), false, StartCheck.Room.USUAL.reserve(), false);
    }

    @Override
    public List<Command> observe(Guest guest, Scope scope) {
        return starts.observe(start(guest), scope);
    }

    @Override
    public Change change(Guest guest, Scope scope, List<Answer> seen) throws TaskFailure {
        if (Virsh.domains(seen.get(0)).named(guest.name()).isEmpty()) {
            return Change.of(Change.Kind.MAYBE, "start it, once it is defined", hands -> {
                throw new TaskFailure("there is no guest " + guest.name(), "let the run do the guest, too");
            });
        }
        return starts.change(start(guest), scope, seen);
    }
}
