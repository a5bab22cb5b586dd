package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "network", description = "Looks after networks, on whichever hosts they are.")
@Verbs.Are({
    NetworkListCommand.class, NetworkInfoCommand.class, NetworkLeasesCommand.class, NetworkStartCommand.class, NetworkStopCommand.class, NetworkAutostartCommand.class,
    NetworkDeleteCommand.class})
final class NetworkCommand extends Verbs { }
