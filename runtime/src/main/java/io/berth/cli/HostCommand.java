package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "host", description = "Says of hosts what inventories say.", subcommands = HostListCommand.class)
final class HostCommand extends Verbs { }
