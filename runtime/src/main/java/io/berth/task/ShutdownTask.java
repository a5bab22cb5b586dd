package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
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

/** A slot's domain is off: asked to shut down, asked again at half time, then what the playbook says. */
final class ShutdownTask implements TaskType<ShutdownTask.Shutdown> {

    private static final Script SHUTDOWN = Virsh.script("domain-shutdown.sh");
    /** Exit status of the script when the time is over. */
    private static final int TOO_LATE = 70;
    private static final Duration MARGIN = Duration.ofSeconds(60);

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
        Command command = SHUTDOWN.with(found.get().uuid(), Long.toString(seconds), then)
                .within(Duration.ofSeconds(seconds).plus(MARGIN));
        return Change.of(Change.Kind.UPDATE, "shut down within " + seconds + " s, else " + then, hands -> {
            Answer answer = hands.stream(command, hands::say);
            if (answer.status() == TOO_LATE) {
                throw new TaskFailure("domain " + shutdown.slot().name() + " has not shut down within " + seconds + " s",
                        "look at its console, give it more time, or say then: 'destroy'");
            }
            if (!answer.ok()) {
                throw new CommandFailure("domain " + shutdown.slot().name() + " cannot be shut down", command, answer, "");
            }
        });
    }
}
