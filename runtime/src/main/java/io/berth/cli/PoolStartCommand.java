package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "start", description = "Starts pools: libvirt mounts what they are, and looks into them.")
final class PoolStartCommand extends PoolVerb {

    @Override
    String word() {
        return "poolStart";
    }
}
