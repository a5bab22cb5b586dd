package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Seconds;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Boots a host anew, and waits until it is back: with a new boot id, and as the test command wants it. */
final class RebootTask implements TaskType<RebootTask.Reboot> {

    private static final Command BOOT = Script.of(RebootTask.class, "reboot/boot.sh").with().within(Duration.ofSeconds(10));
    private static final Script REBOOT = Script.of(RebootTask.class, "reboot/reboot.sh");

    public record Reboot(
            @Param(doc = "how long it may take until the host is back", fallback = "10m") Duration within,
            @Param(doc = "pause between two looks, at least 0.1 seconds", fallback = "2s") Duration every,
            @Param(doc = "program and arguments that must succeed then; not said: that the host answers is enough") List<String> test,
            @Param(doc = "what those who are logged in are told") String message) {
        public Reboot {
            test = List.copyOf(test);
        }
    }

    @Override
    public String word() {
        return "reboot";
    }

    @Override
    public String doc() {
        return "Reboots the host and waits until it is back.";
    }

    @Override
    public Class<Reboot> parameters() {
        return Reboot.class;
    }

    @Override
    public String name(Reboot reboot) {
        return "";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Reboot reboot, Scope scope) {
        return new Footprint(Set.of(), Set.of(Key.wholeOf(scope.host())));
    }

    private static Wrong wrong(Reboot reboot) {
        Wrong wrong = new Wrong().when(reboot.within().isNegative() || reboot.every().toMillis() < 100, "'within' must not be negative, 'every' at least 0.1 seconds")
                .unlessLine("message", reboot.message());
        reboot.test().stream().limit(1).forEach(program -> wrong.unlessProgram("test", program));
        return wrong;
    }

    @Override
    public void check(Reboot reboot, Scope scope, SourceRange at, Diagnostics into) {
        wrong(reboot).tell(at, into);
    }

    @Override
    public List<Command> observe(Reboot reboot, Scope scope) {
        return List.of();
    }

    @Override
    public Change change(Reboot reboot, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(reboot).fail();
        return Change.of(Change.Kind.ACT, "reboot, and wait up to " + Seconds.of(reboot.within()), hands -> apply(reboot, hands));
    }

    private static void apply(Reboot reboot, Hands hands) throws TaskFailure, IOException, InterruptedException {
        String before = hands.run(BOOT).text();
        long end = System.nanoTime() + reboot.within().toNanos();
        hands.phase("reboot");
        hands.run(REBOOT.with(reboot.message()));
        hands.phase("wait");
        String why = "it has not gone down";
        while (System.nanoTime() - end < 0) {
            Thread.sleep(reboot.every().toMillis());
            try {
                Hands again = hands.on(hands.scope().host());
                Answer boot = again.attempt(BOOT);
                if (boot.ok() && !boot.text().equals(before)) {
                    Optional<String> missing = missing(reboot, again);
                    if (missing.isEmpty()) {
                        return;
                    }
                    why = missing.get();
                }
            } catch (IOException e) {
                why = "it is down: " + e.getMessage();
            }
        }
        throw new TaskFailure("the host is not back after " + Seconds.of(reboot.within()) + ": " + why, "look at its console");
    }

    private static Optional<String> missing(Reboot reboot, Hands hands) throws IOException, InterruptedException {
        if (reboot.test().isEmpty()) {
            return Optional.empty();
        }
        Answer answer = hands.attempt(Command.of(reboot.test()));
        return answer.ok() ? Optional.empty() : Optional.of("it is up, and " + reboot.test().get(0) + " ends with status " + answer.status());
    }
}
