package io.berth.api;

import io.berth.model.Command;
import io.berth.model.Diff;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a task would do, and the work that does it.
 *
 * @param kind what becomes of the resource
 * @param summary half a sentence: {@code define and start}, {@code memory 512 MiB -> 1 GiB, at next boot}
 * @param diffs texts before and after, to be shown
 * @param work does it; not called for {@link Kind#NONE}
 * @param commands where all the work is to run these, one after another, each with status 0: those; they are then sent together
 *     with those of other tasks, and {@code work} does the same alone. Empty: only {@code work} knows
 * @param data what {@link io.berth.model.Result#data} gets
 */
public record Change(Kind kind, String summary, List<Diff> diffs, Work work, List<Command> commands, Map<String, Object> data) {

    public enum Kind {
        /** All is as the playbook says. */
        NONE,
        CREATE,
        UPDATE,
        REPLACE,
        DELETE,
        /** Something is done each time, whatever is found. */
        ACT,
        /** Something is shown, looked at or waited for each time, and nothing is changed. */
        LOOK,
        /** Only known once other tasks have run. */
        MAYBE;

        /** Whether it is done each time, whatever is found. */
        public boolean isEachTime() {
            return this == ACT || this == LOOK;
        }
    }

    /** Applies a change. Afterwards observing again must give {@link Kind#NONE}, unless the kind is one of {@link Kind#isEachTime}. */
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
        commands = List.copyOf(commands);
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    public Change(Kind kind, String summary, List<Diff> diffs, Work work) {
        this(kind, summary, diffs, work, List.of(), Map.of());
    }

    public static Change none(String summary) {
        return new Change(Kind.NONE, summary, List.of(), hands -> { });
    }

    public static Change of(Kind kind, String summary, Work work) {
        return new Change(kind, summary, List.of(), work);
    }

    /** Work that is no more than to run short commands, one after another, each with status 0. What they write is the task's output. */
    public static Change running(Kind kind, String summary, List<Diff> diffs, List<Command> commands) {
        return new Change(kind, summary, diffs, hands -> {
            for (Command command : commands) {
                hands.run(command).out().lines().forEach(hands::say);
            }
        }, commands, Map.of());
    }

    public static Change running(Kind kind, String summary, Command... commands) {
        return running(kind, summary, List.of(), List.of(commands));
    }

    /** The same with something to tell in its result. */
    public Change telling(Map<String, Object> more) {
        return new Change(kind, summary, diffs, work, commands, more);
    }
}
