package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "stop", description = "Stops networks into which no running guest is plugged.")
final class NetworkStopCommand extends NetworkVerb {

    @Override
    String word() {
        return "networkStop";
    }
}
