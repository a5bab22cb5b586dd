package io.berth.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing but have verbs: without one, it says which there are. */
@Command
abstract class Verbs implements Action {

    /** Which it has. Each is called by its class's name: what it is a verb of, itself, and Command. */
    @Retention(RetentionPolicy.CLASS)
    @Target(ElementType.TYPE)
    @interface Are {
        Class<? extends Action>[] value();
    }

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: " + spec.name() + " " + String.join(", ", spec.subcommands().keySet()));
    }
}
