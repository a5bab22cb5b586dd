package io.berth.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "poweroff", description = "Switches hosts off on which no guest runs, be it libvirt's or not. Asks first.")
final class HostPoweroffCommand extends HostVerb {

    @Option(names = "--within", paramLabel = "SECONDS", defaultValue = "120", description = "how long each has until it does not answer any more (${DEFAULT-VALUE})")
    long within;

    @Override
    String question() throws Exception {
        return "Switch off " + String.join(", ", hosts()) + "?";
    }

    @Override
    String task(String on) {
        return "hostPoweroff within: " + within + ".seconds, on: " + on;
    }
}
