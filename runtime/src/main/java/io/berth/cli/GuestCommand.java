package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "guest", description = "Looks after guests, on whichever host they are.", subcommands = {
    GuestListCommand.class, GuestStartCommand.class, GuestSuspendCommand.class})
final class GuestCommand extends Verbs { }
