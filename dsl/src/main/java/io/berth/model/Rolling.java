package io.berth.model;

import java.util.List;
import java.util.Optional;

/**
 * How a play goes through its hosts.
 *
 * @param batches sizes of the batches, of which each is a share of all hosts, at least one; the last one repeats; empty: all at once
 * @param maxFail the play stops once more hosts than that have failed; a percentage is of the batch's hosts, else of the play's;
 *     empty: it stops only when all hosts of a batch have
 */
public record Rolling(List<Share> batches, Optional<Share> maxFail) {

    public static final Rolling NONE = new Rolling(List.of(), Optional.empty());

    public Rolling {
        batches = List.copyOf(batches);
    }
}
