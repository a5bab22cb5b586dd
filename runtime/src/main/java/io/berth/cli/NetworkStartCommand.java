package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "start", description = "Starts networks.")
final class NetworkStartCommand extends NetworkVerb {

    @Override
    String word() {
        return "networkStart";
    }
}
