package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.cluster.QemuProcess;
import java.time.Duration;
import java.util.Optional;

/** A guest without libvirt goes on, by its monitor; one that does stays as it is. */
final class RawResumeTask extends RawTask<RawResumeTask.Resume> {

    public record Resume(@Param(doc = "the guest's name", required = true, positional = true) String guest) { }

    RawResumeTask() {
        super("rawResume", Resume.class, "Lets a guest that runs without libvirt go on.");
    }

    @Override
    String guest(Resume said) {
        return said.guest();
    }

    @Override
    Change change(Resume said, Optional<QemuProcess> program, Scope scope) throws TaskFailure {
        QemuProcess found = running(said, program, scope);
        return Change.of(Change.Kind.ACT, "resume", hands -> act(hands, said.guest(), found, "resume", Duration.ZERO, "fail"));
    }
}
