package io.berth.script;

import io.berth.model.Late;
import java.util.List;
import java.util.Optional;

/**
 * A task as it was said, until its play is known.
 *
 * @param word of what is done: it may be more than what is said
 * @param on the hosts that it says itself; empty: none
 * @param part which part it is of what is said
 */
record SaidTask(int number, String word, Bound said, Record parameters, Optional<Late> late, List<String> on, Section section, Part part) {

    /**
     * What is said as one may be done in several tasks, one after another.
     *
     * @param first whether the result that is asked about is its own
     * @param last whether what is notified is so by it
     * @param delegate the host on which it is done; empty: as it is said
     */
    record Part(boolean first, boolean last, String delegate) {
        static final Part ALL = new Part(true, true, "");
    }
}
