package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "host", description = "Says of hosts what inventories say and what they have, and switches them off.",
        subcommands = {HostListCommand.class, HostCheckCommand.class, HostShutdownGuestsCommand.class, HostPoweroffCommand.class})
final class HostCommand extends Verbs { }
