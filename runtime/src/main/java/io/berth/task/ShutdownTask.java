package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Slot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A slot's domain is off: asked to shut down, asked again while there is time, then what the playbook says. */
final class ShutdownTask implements TaskType<ShutdownTask.Shutdown> {

    static final Script SHUTDOWN = SlotScript.of("slot/guest.sh", "slot/shutdown.sh");

    /** What is done with a guest that has not shut down in time. */
    public enum Then { FAIL, DESTROY }

    public record Shutdown(
            @Param(doc = "the slot whose domain is shut down", required = true, positional = true) Slot slot,
            @Param(doc = "how long the guest has, in whole seconds", fallback = "60s") Duration within,
            @Param(doc = "what is done if it still runs then: fail, or destroy (power off)", fallback = "fail") Then then) { }

    @Override
    public String word() {
        return "shutdown";
    }

    @Override
    public String doc() {
        return "Shuts a slot's guest down and waits until it is off.";
    }

    @Override
    public Class<Shutdown> parameters() {
        return Shutdown.class;
    }

    @Override
    public String name(Shutdown shutdown) {
        return shutdown.slot().name();
    }

    @Override
    public Footprint footprint(Shutdown shutdown, Scope scope) {
        String host = scope.host().name();
        return new Footprint(Set.of(Key.wholeOf(scope.host()), new Key("domain", shutdown.slot().name(), host)),
                Set.of(new Key("slot", shutdown.slot().name(), host)));
    }

    @Override
    public List<Command> observe(Shutdown shutdown, Scope scope) {
        return List.of(Virsh.DOMAINS);
    }

    @Override
    public Change change(Shutdown shutdown, Scope scope, List<Answer> seen) throws TaskFailure {
        Optional<FoundDomain> found = Virsh.domains(seen.get(0)).named(shutdown.slot().name()).filter(FoundDomain::active);
        if (found.isEmpty()) {
            return Change.none("is off");
        }
        long seconds = Math.max(1, shutdown.within().toSeconds());
        String then = shutdown.then() == Then.DESTROY ? "destroy" : "fail";
        List<String> arguments = List.of(found.get().uuid(), shutdown.slot().name(), Long.toString(seconds), then);
        Command command = SHUTDOWN.with(arguments).within(Duration.ofSeconds(seconds).plus(SlotScript.MARGIN));
        return Change.of(Change.Kind.UPDATE, "shut down within " + seconds + " s, else " + then,
                hands -> SlotScript.run(hands, shutdown.slot(), "domain " + shutdown.slot().name() + " cannot be shut down", command,
                        Command.of("shutdown.sh", shutdown.slot().name(), Long.toString(seconds), then)));
    }
}
