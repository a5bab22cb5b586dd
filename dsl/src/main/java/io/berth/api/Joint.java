package io.berth.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Work that is done for many tasks of a host in one go, where what it costs is mostly what all of them need: a lock, a look, the start of a program. Those of one
 * kind that are ready at the same time go together, and each has an end of its own.
 */
public interface Joint extends Change.Work {

    /**
     * One of those that go together.
     *
     * @param hands of its task
     */
    record Part(Joint work, Hands hands) { }

    /** Works whose kinds are equal can go together. */
    Object kind();

    /**
     * Does the work of all.
     *
     * @param parts one or more, all of this kind, on one host
     * @return for each of them, in their order: why it could not be done; empty: it was
     * @throws TaskFailure if it could be done for none
     * @throws IOException if the host was lost
     */
    List<Optional<TaskFailure>> applyAll(List<Part> parts) throws TaskFailure, IOException, InterruptedException;

    @Override
    default void apply(Hands hands) throws TaskFailure, IOException, InterruptedException {
        Optional<TaskFailure> failure = applyAll(List.of(new Part(this, hands))).get(0);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
