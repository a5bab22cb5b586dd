package io.berth.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "autostart", description = "Has libvirt start pools with their hosts.")
final class PoolAutostartCommand extends PoolVerb {

    @Option(names = "--off", description = "not any more")
    boolean off;

    @Override
    String word() {
        return "poolAutostart";
    }

    @Override
    String options() {
        return ", off: " + off;
    }
}
