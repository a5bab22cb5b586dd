package io.berth.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "shutdown-guests", description = {"Shuts all guests of hosts down: on each host one after another, and the hosts at once.",
    "With --forks 1 the hosts, too, one after another."})
final class HostShutdownGuestsCommand extends HostVerb {

    @Option(names = "--delay", paramLabel = "SECONDS", defaultValue = "0", description = "pause before the next guest of a host is asked (${DEFAULT-VALUE})")
    long delay;

    @Option(names = "--parallel", description = "the next guest is asked before the one before is off")
    boolean parallel;

    @Option(names = "--within", paramLabel = "SECONDS", defaultValue = "120", description = "how long each guest has (${DEFAULT-VALUE})")
    long within;

    @Option(names = "--then-stop", description = "powers off what still runs then; else that fails")
    boolean thenStop;

    @Override
    String question() throws Exception {
        return "Shut down all guests of " + String.join(", ", hosts()) + "?";
    }

    @Override
    String task(String on) {
        return "guestsShutdown within: " + within + ".seconds, pause: " + delay + ".seconds, parallel: " + parallel + ", then: " + (thenStop ? "stop" : "fail") + ", on: " + on;
    }
}
