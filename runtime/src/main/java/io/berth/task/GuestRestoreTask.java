package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.cluster.StartCheck;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A saved guest goes on where it was. */
final class GuestRestoreTask extends GuestTask<GuestRestoreTask.Restore> {

    static final Script RESTORE = Virsh.script("guest/restore.sh");

    public record Restore(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "absolute path of the file of its host that guestSave wrote; it is called FILE.restored then, for it can be used once. Not said: what libvirt keeps") String from,
            @Param(doc = "how long it may take", fallback = "10min") Duration within) { }

    GuestRestoreTask() {
        super("guestRestore", Restore.class, "Has a guest go on where it was when guestSave wrote its memory.");
    }

    @Override
    String guest(Restore said) {
        return said.guest();
    }

    @Override
    Wrong wrong(Restore said) {
        Wrong wrong = GuestScript.unlessSeconds(said.within());
        return said.from().isEmpty() ? wrong : wrong.unlessAbsolute("from", said.from());
    }

    @Override
    List<Command> more(Restore said) {
        return said.from().isEmpty() ? List.of() : List.of(GuestSaveTask.WHOSE.with(said.from()));
    }

    @Override
    Change change(Restore said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        if (guest.active()) {
            return Change.none("runs");
        }
        if (!guest.saved()) {
            throw new Refusal("libvirt of host " + scope.host().name() + " keeps no memory of guest " + guest.name(), "start it, or say the file it was saved to");
        }
        Command start = Virsh.call(said.within(), "start", "--domain", guest.uuid());
        return restoring("restore", guest, start);
    }

    @Override
    Change change(Restore said, FoundDomain guest, Domains all, Scope scope, List<Answer> more) throws TaskFailure {
        if (said.from().isEmpty() || guest.active()) {
            return change(said, guest, all, scope);
        }
        String whose = more.get(0).text();
        if (!whose.equals(guest.uuid())) {
            throw new Refusal(said.from() + " of host " + scope.host().name()
                    + (whose.isEmpty() ? " is not there" : " has not the memory of guest " + guest.name()), "say the file that guestSave wrote");
        }
        if (guest.saved()) {
            throw new Refusal("libvirt keeps a memory of guest " + guest.name() + ", too", "restore that, or remove it: virsh managedsave-remove " + guest.name());
        }
        Command restore = RESTORE.with(said.from()).with(Map.of("virsh_seconds", Long.toString(said.within().toSeconds())))
                .within(said.within().plus(SlotScript.MARGIN));
        return restoring("restore from " + said.from(), guest, restore);
    }

    /** It is a start as any other: nothing else may have its disks meanwhile. */
    private static Change restoring(String summary, FoundDomain guest, Command command) {
        return Change.of(Change.Kind.UPDATE, summary, hands -> {
            if (!GuestStart.run(hands, GuestStart.of(hands, guest.stored(), StartCheck.Room.USUAL), command)) {
                hands.say("it runs by now");
            }
        });
    }
}
