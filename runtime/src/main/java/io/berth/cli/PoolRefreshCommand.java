package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "refresh", description = "Has libvirt look into pools again.")
final class PoolRefreshCommand extends PoolVerb {

    @Override
    String word() {
        return "poolRefresh";
    }
}
