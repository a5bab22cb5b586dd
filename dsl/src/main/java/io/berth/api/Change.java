package io.berth.api;

import io.berth.model.Diff;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * What a task would do, and the work that does it.
 *
 * @param kind what becomes of the resource
 * @param summary half a sentence: {@code define and start}, {@code memory 512 MiB -> 1 GiB, at next boot}
 * @param diffs texts before and after, to be shown
 * @param work does it; not called for {@link Kind#NONE}
 */
public record Change(Kind kind, String summary, List<Diff> diffs, Work work) {

    public enum Kind {
        /** All is as the playbook says. */
        NONE,
        CREATE,
        UPDATE,
        REPLACE,
        DELETE,
        /** Something is done each time, whatever is found. */
        ACT,
        /** Only known once other tasks have run. */
        MAYBE
    }

    /** Applies a change. Afterwards observing again must give {@link Kind#NONE}, unless the kind was {@link Kind#ACT}. */
    @FunctionalInterface
    public interface Work {
        /** @throws TaskFailure if it could not be done; {@link IOException} if the host was lost */
        void apply(Hands hands) throws TaskFailure, IOException, InterruptedException;
    }

    public Change {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(summary);
        diffs = List.copyOf(diffs);
        Objects.requireNonNull(work);
    }

    public static Change none(String summary) {
        return new Change(Kind.NONE, summary, List.of(), hands -> { });
    }

    public static Change of(Kind kind, String summary, Work work) {
        return new Change(kind, summary, List.of(), work);
    }
}
