package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskType;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Nic;
import io.berth.model.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Waits until the ssh of a slot's guest answers, as seen from the slot's own host. Nobody logs in. */
final class WaitSshTask implements TaskType<WaitSshTask.WaitSsh> {

    static final Script WAIT = SlotScript.of("slot/guest.sh", "slot/ssh.sh", "slot/wait-ssh.sh");

    public record WaitSsh(
            @Param(doc = "the slot whose guest is waited for", required = true, positional = true) Slot slot,
            @Param(doc = "how long, in whole seconds", fallback = "2m") Duration within) { }

    @Override
    public String word() {
        return "waitSsh";
    }

    @Override
    public String doc() {
        return "Waits until the ssh of a slot's guest answers.";
    }

    @Override
    public Class<WaitSsh> parameters() {
        return WaitSsh.class;
    }

    @Override
    public String name(WaitSsh wait) {
        return wait.slot().name();
    }

    @Override
    public Footprint footprint(WaitSsh wait, Scope scope) {
        return new Footprint(Set.of(Key.wholeOf(scope.host()), new Key("slot", wait.slot().name(), scope.host().name())), Set.of());
    }

    @Override
    public List<Command> observe(WaitSsh wait, Scope scope) {
        return List.of();
    }

    @Override
    public Change change(WaitSsh wait, Scope scope, List<Answer> seen) {
        long seconds = Math.max(1, wait.within().toSeconds());
        List<String> arguments = new ArrayList<>(List.of(wait.slot().name(), Long.toString(seconds)));
        for (Nic nic : wait.slot().nics()) {
            arguments.addAll(List.of(nic.network(), nic.mac(), nic.address()));
        }
        Command command = WAIT.with(arguments).within(Duration.ofSeconds(seconds).plus(SlotScript.MARGIN));
        return Change.of(Change.Kind.LOOK, "wait for its ssh, up to " + seconds + " s",
                hands -> SlotScript.run(hands, wait.slot(), "waiting for the ssh of slot " + wait.slot().name() + " failed", command,
                        Command.of("wait-ssh.sh", wait.slot().name(), Long.toString(seconds))));
    }
}
