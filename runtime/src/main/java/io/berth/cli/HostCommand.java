package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "host", description = "Says of hosts what inventories say and what they have, empties them of guests, and switches them on and off.")
@Verbs.Are({
    HostListCommand.class,
    HostCheckCommand.class,
    HostDrainCommand.class,
    HostUndrainCommand.class,
    HostUpdateCommand.class,
    HostRebalanceCommand.class,
    HostShutdownGuestsCommand.class,
    HostPoweroffCommand.class,
    HostPowerCommand.class})
final class HostCommand extends Verbs { }
