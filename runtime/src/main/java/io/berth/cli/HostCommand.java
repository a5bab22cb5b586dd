package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "host", description = "Says of hosts what inventories say, empties them of guests, and switches them on and off.", subcommands = {
    HostListCommand.class,
    HostShutdownGuestsCommand.class,
    HostPoweroffCommand.class,
    HostDrainCommand.class,
    HostUndrainCommand.class,
    HostUpdateCommand.class,
    HostRebalanceCommand.class,
    HostPowerCommand.class})
final class HostCommand extends Verbs { }
