package io.berth.cli;

import io.berth.cluster.SeenGuest;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "wait", description = "Waits until guests have an address, their ssh answers, or their agent does.")
final class GuestWaitCommand extends GuestVerb {

    /** What is waited for. */
    enum Until { ip, ssh, agent }

    @Option(names = "--for", paramLabel = "WHAT", defaultValue = "ssh", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    Until until;

    @Option(names = "--within", paramLabel = "SECONDS", defaultValue = "120", description = "how long (${DEFAULT-VALUE})")
    long within;

    @Override
    List<String> tasks(SeenGuest guest) {
        return List.of(task("guestWait", guest, "till: " + until + ", within: " + seconds(within)));
    }
}
