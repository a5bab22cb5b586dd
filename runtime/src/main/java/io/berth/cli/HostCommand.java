package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "host", description = "Says of hosts what inventories say, and switches them off.",
        subcommands = {HostListCommand.class, HostShutdownGuestsCommand.class, HostPoweroffCommand.class})
final class HostCommand extends Verbs { }
