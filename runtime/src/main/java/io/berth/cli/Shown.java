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
     * @param told whether what was said meanwhile is all there is to tell: all is well, and it did nothing or was over soon
     */
    void ended(RunDirectory run, boolean told);
}
