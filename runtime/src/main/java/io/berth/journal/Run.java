package io.berth.journal;

import io.berth.event.Event;
import io.berth.event.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A run that has a record on this machine.
 *
 * @param start when, by whom and what for
 */
public record Run(RunDirectory directory, Event.RunStarted start, State state) {

    public String id() {
        return directory.id();
    }

    public Path journal() {
        return directory.journal();
    }

    public sealed interface State { }

    /** @param took so far */
    public record Running(Duration took) implements State { }

    public record Ended(int exit, Map<Outcome, Integer> counts, Duration took) implements State { }

    /** Its controller is gone without having ended it. @param took until its last sign of life */
    public record Died(Duration took) implements State { }

    /** It has not ended as far as its journal says, and its controller is another machine, of which this one cannot tell. */
    public record Elsewhere(Duration took) implements State { }
}
