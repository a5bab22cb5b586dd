package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "slot", description = "Looks after slots: what is on them, who uses them.", subcommands = {SlotListCommand.class, SlotHistoryCommand.class})
final class SlotCommand extends Verbs { }
