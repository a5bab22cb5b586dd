package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.cluster.GuestAddresses;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Waits until a guest that runs can be had. Nobody logs in. */
final class GuestWaitTask extends GuestTask<GuestWaitTask.Wait> {

    static final Script WAIT = SlotScript.of("slot/guest.sh", "slot/ssh.sh", "guest/address.sh", "guest/wait.sh");

    /** What is waited for. */
    public enum Until { IP, SSH, AGENT }

    public record Wait(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "ip: it has an address, as its agent, a lease or its host's neighbours tell; ssh: that of one greets its host; agent: its agent answers", fallback = "ssh") Until till,
            @Param(doc = "how long at most, in whole seconds", fallback = "2min") Duration within) { }

    GuestWaitTask() {
        super("guestWait", Wait.class, "Waits until a guest has an address, its ssh answers, or its agent; the result's data.address is where.");
    }

    @Override
    String guest(Wait said) {
        return said.guest();
    }

    @Override
    public String name(Wait said) {
        return said.guest() + " " + said.till().name().toLowerCase(Locale.ROOT);
    }

    @Override
    Wrong wrong(Wait said) {
        return GuestScript.unlessSeconds(said.within());
    }

    @Override
    Change change(Wait said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        if (!guest.active()) {
            throw new Refusal("guest " + guest.name() + " does not run", "start it first");
        }
        String kind = said.till().name().toLowerCase(Locale.ROOT);
        String seconds = Long.toString(said.within().toSeconds());
        List<String> arguments = new ArrayList<>(List.of(kind, guest.uuid(), guest.name(), seconds));
        arguments.addAll(GuestAddresses.nics(guest));
        Command command = WAIT.with(arguments).within(said.within().plus(SlotScript.MARGIN));
        return GuestScript.change(Change.Kind.LOOK, "wait for its " + kind + ", up to " + seconds + " s", guest.name(), "was waited for in vain", command,
                Command.of("wait.sh", kind, guest.uuid(), guest.name(), seconds));
    }
}
