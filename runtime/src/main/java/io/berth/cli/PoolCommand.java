package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "pool", description = "Looks after storage pools, on whichever hosts they are.")
@Verbs.Are({
    PoolListCommand.class, PoolInfoCommand.class, PoolCreateCommand.class, PoolStartCommand.class, PoolStopCommand.class, PoolRefreshCommand.class,
    PoolAutostartCommand.class, PoolDeleteCommand.class})
final class PoolCommand extends Verbs { }
