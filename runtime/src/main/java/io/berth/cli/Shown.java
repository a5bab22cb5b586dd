package io.berth.cli;

import io.berth.journal.RunDirectory;
import java.io.IOException;
import java.time.Clock;

/** How a run is shown, while it goes on and when it has ended. */
interface Shown {

    /** @throws Usage if what was asked for cannot be shown */
    Views views(Clock clock);

    /** It has its records, and goes on. */
    default void began(RunDirectory run) throws IOException {
    }

    /**
     * Its journal is whole.
     *
     * @param uneventful whether it did nothing, since all was well: there is no story to tell
     */
    void ended(RunDirectory run, boolean uneventful);
}
