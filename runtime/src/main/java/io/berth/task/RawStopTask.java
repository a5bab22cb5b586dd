package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.cluster.QemuProcess;
import java.time.Duration;
import java.util.Optional;

/** The program of a guest without libvirt is ended: that one and no other. */
final class RawStopTask extends RawTask<RawStopTask.Stop> {

    public record Stop(@Param(doc = "the guest's name", required = true, positional = true) String guest) { }

    RawStopTask() {
        super("rawStop", Stop.class, "Ends a guest that runs without libvirt at once, as if it lost power.");
    }

    @Override
    String guest(Stop said) {
        return said.guest();
    }

    @Override
    Change change(Stop said, Optional<QemuProcess> program, Scope scope) {
        return program.map(found -> Change.of(Change.Kind.UPDATE, "stop pid " + found.pid(), hands -> act(hands, said.guest(), found, "stop", Duration.ZERO, "stop")))
                .orElseGet(() -> Change.none("does not run"));
    }
}
