package io.berth.script;

import io.berth.model.Late;
import java.util.List;
import java.util.Optional;

/**
 * A task as it was said, until its play is known.
 *
 * @param on the hosts that it says itself; empty: none
 */
record SaidTask(int number, Bound said, Record parameters, Optional<Late> late, List<String> on, Section section) {
}
