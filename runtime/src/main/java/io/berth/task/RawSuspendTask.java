package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.cluster.QemuProcess;
import java.time.Duration;
import java.util.Optional;

/** The processors of a guest without libvirt are halted, by its monitor; one whose are stays as it is. */
final class RawSuspendTask extends RawTask<RawSuspendTask.Suspend> {

    public record Suspend(@Param(doc = "the guest's name", required = true, positional = true) String guest) { }

    RawSuspendTask() {
        super("rawSuspend", Suspend.class, "Halts a guest that runs without libvirt, until rawResume lets it go on.");
    }

    @Override
    String guest(Suspend said) {
        return said.guest();
    }

    @Override
    Change change(Suspend said, Optional<QemuProcess> program, Scope scope) throws TaskFailure {
        QemuProcess found = running(said, program, scope);
        return Change.of(Change.Kind.ACT, "suspend", hands -> act(hands, said.guest(), found, "suspend", Duration.ZERO, "fail"));
    }
}
