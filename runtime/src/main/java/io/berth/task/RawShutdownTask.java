package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.cluster.QemuProcess;
import io.berth.model.Seconds;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A guest without libvirt is asked to shut down, by the power button of its monitor, and waited for. */
final class RawShutdownTask extends RawTask<RawShutdownTask.Shutdown> {

    public record Shutdown(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "how long it may take", fallback = "2min") Duration within,
            @Param(doc = "what becomes of one that still runs then: stop, or fail", fallback = "fail") GuestShutdownTask.Then then) { }

    RawShutdownTask() {
        super("rawShutdown", Shutdown.class, "Asks a guest that runs without libvirt to shut down, and waits until it has.");
    }

    @Override
    String guest(Shutdown said) {
        return said.guest();
    }

    @Override
    Wrong wrong(Shutdown said) {
        return new Wrong().when(said.within().isNegative(), "'within' is no time");
    }

    @Override
    Change change(Shutdown said, Optional<QemuProcess> program, Scope scope) {
        return program.map(found -> Change.of(Change.Kind.UPDATE, "shut down, within " + Seconds.of(said.within()),
                hands -> act(hands, said.guest(), found, "shutdown", said.within(), said.then().name().toLowerCase(Locale.ROOT)))).orElseGet(() -> Change.none("does not run"));
    }
}
