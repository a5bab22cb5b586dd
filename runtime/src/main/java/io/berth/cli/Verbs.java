package io.berth.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing but have verbs: without one, it says which there are. */
@Command
abstract class Verbs implements Action {

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: " + spec.name() + " " + String.join(", ", spec.subcommands().keySet()));
    }
}
