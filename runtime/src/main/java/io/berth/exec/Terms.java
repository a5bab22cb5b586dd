package io.berth.exec;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a run goes.
 *
 * @param forks how many tasks run at once over all hosts
 * @param limit how long the run may take, after which it is stopped; zero: as long as it takes
 * @param step asks before each task; empty: none is asked about
 * @param doneBefore tasks that an earlier part of this run has done, with the reason to tell
 * @param owed handlers that were notified in an earlier part of this run and have not run since
 * @param questions puts the questions of tasks to the user
 */
public record Terms(int forks, Duration limit, Optional<Stepping> step, Map<String, String> doneBefore, Set<String> owed, Questions questions) {

    public Terms {
        doneBefore = Map.copyOf(doneBefore);
        owed = Set.copyOf(owed);
    }

    /** With nobody who could be asked by a task. */
    public Terms(int forks, Duration limit, Optional<Stepping> step, Map<String, String> doneBefore, Set<String> owed) {
        this(forks, limit, step, doneBefore, owed, Questions.TO_NOBODY);
    }

    public static Terms of(int forks) {
        return new Terms(forks, Duration.ZERO, Optional.empty(), Map.of(), Set.of());
    }

    /** The same for a run that goes on with another. */
    public Terms after(Map<String, String> done, Set<String> handlers) {
        return new Terms(forks, limit, step, done, handlers, questions);
    }

    public Terms asking(Questions user) {
        return new Terms(forks, limit, step, doneBefore, owed, user);
    }
}
