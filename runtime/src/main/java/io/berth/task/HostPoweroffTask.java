package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.cluster.SeenGuest;
import io.berth.cluster.SeenHost;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Seconds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A host is switched off, if no guest runs there, be it libvirt's or not. */
final class HostPoweroffTask extends WordTask<HostPoweroffTask.Poweroff> {

    static final Script POWEROFF = Script.of(HostPoweroffTask.class, "host/poweroff.sh");

    private static final Command ALIVE = Command.of("true").within(Duration.ofSeconds(10));
    private static final int REFUSED = 75;

    public record Poweroff(@Param(doc = "how long it has until it does not answer any more, in whole seconds", fallback = "2min") Duration within) { }

    HostPoweroffTask() {
        super("hostPoweroff", Poweroff.class, "Switches a host off on which no guest runs, and waits until it does not answer any more.");
    }

    @Override
    public String name(Poweroff said) {
        return "";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Poweroff said, Scope scope) {
        return new Footprint(Set.of(), Set.of(Key.wholeOf(scope.host())));
    }

    @Override
    public List<Command> observe(Poweroff said, Scope scope) {
        return List.of(SeenHost.LOOK);
    }

    @Override
    public Change change(Poweroff said, Scope scope, List<Answer> seen) throws TaskFailure {
        GuestScript.unlessSeconds(said.within()).fail();
        SeenHost host = SeenHost.of(scope.host().name(), seen.get(0));
        String running = host.guests().stream().filter(SeenGuest::active).map(SeenGuest::name).collect(Collectors.joining(", "));
        if (!running.isEmpty()) {
            throw guestsRun(host.name(), running);
        }
        return Change.of(Change.Kind.ACT, "switch off", hands -> apply(said, hands));
    }

    private static Refusal guestsRun(String host, String which) {
        return new Refusal("host " + host + " is not switched off: guests run there: " + which, "shut them down (berth host shutdown-guests " + host + ") or move them first");
    }

    private static void apply(Poweroff said, Hands hands) throws TaskFailure, IOException, InterruptedException {
        String host = hands.scope().host().name();
        Command poweroff = POWEROFF.with();
        Answer answer = hands.attempt(poweroff);
        if (answer.status() == REFUSED) {
            throw guestsRun(host, "one was started meanwhile");
        }
        if (!answer.ok()) {
            throw new CommandFailure("host " + host + " cannot be switched off", poweroff, answer, "");
        }
        long end = System.nanoTime() + said.within().toNanos();
        hands.phase("wait");
        while (answers(hands)) {
            if (System.nanoTime() - end >= 0) {
                throw new TaskFailure("host " + host + " still answers after " + Seconds.of(said.within()), "look at its console");
            }
            Thread.sleep(500);
        }
    }

    private static boolean answers(Hands hands) throws InterruptedException {
        try {
            hands.on(hands.scope().host()).attempt(ALIVE);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
