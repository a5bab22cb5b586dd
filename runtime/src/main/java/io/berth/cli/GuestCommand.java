package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "guest", description = "Looks after guests, on whichever host they are.", subcommands = {
    GuestListCommand.class, GuestMigrateCommand.class, GuestSuspendCommand.class})
final class GuestCommand extends Verbs { }
