package io.berth.cluster;

import io.berth.api.CommandFailure;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.FoundStorage;
import io.berth.model.Answer;
import io.berth.model.Command;

/** The pools of a host with their volumes, as it answered one look. */
public final class SeenStorage {

    private static final Script VOLUMES = Script.of(SeenStorage.class, "/io/berth/task/virsh.sh", "volumes.sh");

    private SeenStorage() {
    }

    /**
     * The look: changes nothing.
     *
     * @param pool the one that is wanted; empty: all
     */
    public static Command look(String pool) {
        return pool.isEmpty() ? VOLUMES.with() : VOLUMES.with(pool);
    }

    /** @throws TaskFailure if libvirt does not answer, or the answer cannot be read */
    public static FoundStorage of(Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("libvirt does not answer", Command.of("volumes.sh"), answer, "look whether libvirtd runs there: virsh -c qemu:///system list");
        }
        try {
            return FoundStorage.parse(answer.out());
        } catch (IllegalArgumentException e) {
            throw new TaskFailure("libvirt's answer cannot be read: " + e.getMessage(), "run it again");
        }
    }
}
