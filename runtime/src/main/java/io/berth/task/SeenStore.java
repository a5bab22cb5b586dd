package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;
import java.util.Optional;

/**
 * What is at a pool's directory.
 *
 * @param empty whether it is a directory with nothing in it
 * @param contains whether what must be in it is there
 * @param mounts lines of what the kernel has mounted
 */
record SeenStore(boolean directory, boolean empty, boolean contains, List<String> mounts) {

    private static final Script LOOK = Script.of(SeenStore.class, "pool/look.sh");

    static Command look(String dir, String contains) {
        return LOOK.with(dir, contains);
    }

    static SeenStore of(Answer answer) throws TaskFailure {
        if (!answer.ok()) {
            throw new CommandFailure("the pool's directory cannot be looked at", Command.of("look.sh"), answer, "");
        }
        List<String> lines = answer.out().lines().toList();
        int mounts = lines.indexOf("mounts");
        List<String> words = mounts < 0 ? lines : lines.subList(0, mounts);
        return new SeenStore(words.contains("directory"), words.contains("empty"), words.contains("contains"),
                mounts < 0 ? List.of() : lines.subList(mounts + 1, lines.size()));
    }

    /** What is mounted at exactly that path; empty: nothing. */
    Optional<String> mountedAt(String path) {
        return MountTable.entry(mounts, path.length() > 1 ? HostPath.plain(path) : path).map(fields -> MountTable.plain(fields.get(0)));
    }
}
