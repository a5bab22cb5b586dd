package io.berth.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing but have verbs: without one, it says which there are. */
@Command
abstract class Verbs implements Action {

    /** Which it has. Each is called by its class's name: what it is a verb of, itself, and Command. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Are {
        Class<? extends Action>[] value();
    }

    static List<Class<? extends Action>> of(Class<? extends Action> command) {
        Are verbs = command.getAnnotation(Are.class);
        return verbs == null ? List.of() : List.of(verbs.value());
    }

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: " + spec.name() + " " + String.join(", ", spec.subcommands().keySet()));
    }
}
