package io.berth.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "slot", description = "Looks after slots: what is on them, who uses them.", subcommands = {SlotListCommand.class, SlotHistoryCommand.class})
final class SlotCommand implements Action {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Main berth;

    Main berth() {
        return berth;
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: slot " + String.join(", ", spec.subcommands().keySet()));
    }
}
