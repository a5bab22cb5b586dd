package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Pool;
import java.util.List;
import java.util.Optional;

/**
 * What is at a pool's directory.
 *
 * @param empty whether it is a directory with nothing in it; looked at only where a pool is to be mounted there
 * @param contains whether what must be in it is there
 * @param mounts lines of what the kernel has mounted
 */
record SeenStore(boolean directory, boolean empty, boolean contains, List<String> mounts) {

    private static final Script LOOK = Script.of(SeenStore.class, "pool/look.sh").forEach(3);
    private static final Command MOUNTS = Command.of("cat", "/proc/self/mounts");

    static List<Command> look(Pool pool) {
        return List.of(LOOK.with(pool.dir(), pool.contains(), isMounted(pool) ? "empty" : ""), MOUNTS);
    }

    /** Whether libvirt mounts what it is at its directory. */
    static boolean isMounted(Pool pool) {
        return pool.store().kind() == Pool.Kind.FS || pool.store().kind() == Pool.Kind.NETFS;
    }

    /** @param seen what was said to {@link #look} */
    static SeenStore of(List<Answer> seen) throws TaskFailure {
        for (Answer answer : seen) {
            if (!answer.ok()) {
                throw new CommandFailure("the pool's directory cannot be looked at", Command.of("look.sh"), answer, "");
            }
        }
        List<String> words = seen.get(0).out().lines().toList();
        return new SeenStore(words.contains("directory"), words.contains("empty"), words.contains("contains"), seen.get(1).out().lines().toList());
    }

    /** What is mounted at exactly that path; empty: nothing. */
    Optional<String> mountedAt(String path) {
        return MountTable.entry(mounts, path.length() > 1 ? HostPath.plain(path) : path).map(fields -> MountTable.plain(fields.get(0)));
    }
}
