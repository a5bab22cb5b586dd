package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "stop", description = "Stops pools. Their volumes stay.")
final class PoolStopCommand extends PoolVerb {

    @Override
    String word() {
        return "poolStop";
    }
}
