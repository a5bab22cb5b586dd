package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Hands;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** The system of a guest that runs has a host name, now and after its next boot: by its agent. */
final class GuestSetHostnameTask extends GuestTask<GuestSetHostnameTask.SetHostname> {

    static final Script HOSTNAME = SlotScript.of("slot/guest.sh", "guest/hostname.sh");
    private static final Pattern HOST = Pattern.compile("(?=.{1,64}$)[A-Za-z0-9]([A-Za-z0-9-]{0,62})(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,62}))*");
    /** In the guest: by systemd where it runs, else as it is kept everywhere. */
    private static final String SET = "hostnamectl set-hostname -- \"$1\" 2>/dev/null || { printf '%s\\n' \"$1\" >/etc/hostname && printf %s \"$1\" >/proc/sys/kernel/hostname; }";

    public record SetHostname(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "the host name; not said: the guest's name") String hostname) { }

    GuestSetHostnameTask() {
        super("guestSetHostname", SetHostname.class, "Gives the system of a guest that runs a host name, by its agent.");
    }

    @Override
    String guest(SetHostname said) {
        return said.guest();
    }

    private static String hostname(SetHostname said) {
        return said.hostname().isEmpty() ? said.guest() : said.hostname();
    }

    @Override
    Wrong wrong(SetHostname said) {
        return new Wrong().unlessFits("hostname", hostname(said), HOST, "a host name");
    }

    @Override
    List<Command> more(SetHostname said) {
        return List.of(HOSTNAME.with(said.guest()));
    }

    /** Before its agent has said anything. */
    @Override
    Change change(SetHostname said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        if (guest.state() != FoundDomain.State.RUNNING) {
            throw new Refusal("guest " + guest.name() + " does not run: only its agent can be told", "start it first");
        }
        throw new TaskFailure("the agent of guest " + guest.name() + " does not answer", "wait for it (guestWait till: agent), or install qemu-guest-agent there");
    }

    @Override
    Change change(SetHostname said, FoundDomain guest, Domains all, Scope scope, List<Answer> more) throws TaskFailure {
        String had = more.get(0).text();
        if (had.isEmpty() || guest.state() != FoundDomain.State.RUNNING) {
            return change(said, guest, all, scope);
        }
        if (had.equals(hostname(said))) {
            return Change.none("its host name is " + had);
        }
        return Change.of(Change.Kind.UPDATE, "host name " + had + " -> " + hostname(said), hands -> set(said, guest, hands));
    }

    private static void set(SetHostname said, FoundDomain guest, Hands hands) throws TaskFailure, IOException, InterruptedException {
        Answer answer = Agent.run(hands, guest.uuid(), guest.name(), List.of("/bin/sh", "-euc", SET, "sh", hostname(said)), Duration.ofMinutes(1), hands::say);
        if (!answer.ok()) {
            throw new TaskFailure("guest " + guest.name() + " does not take the host name: " + answer.err().strip(), "");
        }
    }
}
