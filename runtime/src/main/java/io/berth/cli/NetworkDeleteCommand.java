package io.berth.cli;

import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(name = "delete", description = "Has libvirt forget networks into which no running guest is plugged; asks first.")
final class NetworkDeleteCommand extends NetworkVerb {

    @Override
    String word() {
        return "networkDelete";
    }

    @Override
    String question() throws InterruptedException {
        return "delete networks with their fixed leases and names: " + networks().stream().map(found -> found.network().name() + " of " + found.host()).collect(Collectors.joining(", ")) + "?";
    }
}
