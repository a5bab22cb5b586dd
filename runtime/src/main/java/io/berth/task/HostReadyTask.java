package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Seconds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A host that has come up has what it is to have before a guest starts there: else guests would find directories empty that are to be mounted. */
final class HostReadyTask extends WordTask<HostReadyTask.Ready> {

    private static final Command LOOK = Script.of(HostReadyTask.class, "virsh.sh", "host/ready.sh").with();

    public record Ready(@Param(doc = "how long it may take", fallback = "2m") Duration within,
                        @Param(doc = "pause between two looks, at least 0.1 seconds", fallback = "1s") Duration every) { }

    HostReadyTask() {
        super("hostReady", Ready.class, "Waits until a host has mounted what its fstab says, libvirt answers, and pools and networks that start with it have started.");
    }

    @Override
    public String name(Ready said) {
        return "";
    }

    @Override
    Wrong wrong(Ready said) {
        return new Wrong().when(said.within().isNegative() || said.every().toMillis() < 100, "'within' must not be negative, 'every' at least 0.1 seconds");
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Ready said, Scope scope) {
        return new Footprint(Set.of(), Set.of(Key.wholeOf(scope.host())));
    }

    @Override
    public List<Command> observe(Ready said, Scope scope) {
        return List.of(LOOK);
    }

    @Override
    public Change change(Ready said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        List<String> missing = missing(seen.get(0));
        return missing.isEmpty() ? Change.none("has all that it is to have")
                : Change.of(Change.Kind.UPDATE, "wait up to " + Seconds.of(said.within()) + " for " + String.join(", ", missing), hands -> await(said, hands));
    }

    private static List<String> missing(Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("it cannot be seen what is mounted", LOOK, answer, "");
        }
        return answer.out().lines().toList();
    }

    private static void await(Ready said, Hands hands) throws TaskFailure, IOException, InterruptedException {
        long end = System.nanoTime() + said.within().toNanos();
        List<String> missing = missing(hands.attempt(LOOK));
        while (!missing.isEmpty()) {
            if (System.nanoTime() - end >= 0) {
                throw new TaskFailure("after " + Seconds.of(said.within()) + " there is still no " + String.join(", ", missing), "mount or start that, then run it again");
            }
            Thread.sleep(said.every().toMillis());
            missing = missing(hands.attempt(LOOK));
        }
    }
}
