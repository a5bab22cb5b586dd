package io.berth.cli;

import io.berth.journal.RunStore;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/** Where this user's runs are kept. */
final class Runs {

    private Runs() {
    }

    static RunStore store() {
        return new RunStore(root(), Clock.systemUTC(), new SecureRandom());
    }

    /** What berth keeps for this user. */
    static Path state() {
        return root().getParent();
    }

    private static Path root() {
        return RunStore.defaultRoot(System.getenv(), Path.of(System.getProperty("user.home")));
    }
}
