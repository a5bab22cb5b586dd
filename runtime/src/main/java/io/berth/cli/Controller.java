package io.berth.cli;

import io.berth.api.Holder;
import io.berth.journal.RunStore;

/** Who and where we are. */
final class Controller {

    private Controller() {
    }

    static Holder holder(RunStore store, String run) {
        return new Holder(System.getProperty("user.name"), store.controller(), ProcessHandle.current().pid(), run);
    }
}
