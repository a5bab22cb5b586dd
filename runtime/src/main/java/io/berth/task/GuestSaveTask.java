package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.time.Duration;
import java.util.List;

/** A guest's memory is written to its host's disk, and it is off; started or restored, it goes on where it was. */
final class GuestSaveTask extends GuestTask<GuestSaveTask.Save> {

    /** Whose memory a file has: its guest's UUID; nothing if there is no such file. */
    static final Script WHOSE = Virsh.script("guest/saved.sh");

    public record Save(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "absolute path of a file on its host; not said: where libvirt keeps it, and finds it at the next start") String to,
            @Param(doc = "how long it may take", fallback = "10min") Duration within) { }

    GuestSaveTask() {
        super("guestSave", Save.class, "Writes a guest's memory to its host's disk and switches it off, so that it can go on where it was.");
    }

    @Override
    String guest(Save said) {
        return said.guest();
    }

    @Override
    Wrong wrong(Save said) {
        Wrong wrong = GuestScript.unlessSeconds(said.within());
        return said.to().isEmpty() ? wrong : wrong.unlessAbsolute("to", said.to());
    }

    @Override
    List<Command> more(Save said) {
        return said.to().isEmpty() ? List.of() : List.of(WHOSE.with(said.to()));
    }

    @Override
    Change change(Save said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        if (!guest.active()) {
            if (guest.saved()) {
                return Change.none("is saved");
            }
            throw off(guest);
        }
        if (!guest.persistent()) {
            throw new Refusal("guest " + guest.name() + " is transient: libvirt would forget what it saved", "define it first, or save it to a file");
        }
        return saving(said, Virsh.call(said.within(), "managedsave", "--domain", guest.uuid()));
    }

    @Override
    Change change(Save said, FoundDomain guest, Domains all, Scope scope, List<Answer> more) throws TaskFailure {
        if (said.to().isEmpty()) {
            return change(said, guest, all, scope);
        }
        String whose = more.get(0).text();
        if (!guest.active()) {
            if (whose.equals(guest.uuid())) {
                return Change.none("is saved in " + said.to());
            }
            throw off(guest);
        }
        if (!whose.isEmpty()) {
            throw new Refusal("there is " + said.to() + " already on host " + scope.host().name(), "restore or remove that, or give it another name");
        }
        return saving(said, Virsh.call(said.within(), "save", "--domain", guest.uuid(), "--file", said.to()));
    }

    private static Change saving(Save said, Command command) {
        return Change.of(Change.Kind.UPDATE, "save" + (said.to().isEmpty() ? "" : " to " + said.to()) + " and switch off", hands -> hands.run(command));
    }

    private static Refusal off(FoundDomain guest) {
        return new Refusal("guest " + guest.name() + " does not run: it has no memory to save", "");
    }
}
