package io.berth.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "autostart", description = "Has libvirt start networks with their hosts.")
final class NetworkAutostartCommand extends NetworkVerb {

    @Option(names = "--off", description = "not any more")
    boolean off;

    @Override
    String word() {
        return "networkAutostart";
    }

    @Override
    String options() {
        return ", off: " + off;
    }
}
