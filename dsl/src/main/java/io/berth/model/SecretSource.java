package io.berth.model;

import io.berth.diag.SourceRange;
import java.nio.file.Path;
import java.util.List;

/** Where secrets come from, as the playbook says it. Paths are absolute, or relative to the working directory. */
public sealed interface SecretSource {

    SourceRange at();

    /** A YAML file with names and values, encrypted by Ansible Vault as a whole or value by value. */
    record Vault(Path file, SourceRange at) implements SecretSource {
    }

    /** A source of one secret. */
    sealed interface OfOne extends SecretSource {
        String name();
    }

    /** What a file holds, without the line end at its end. */
    record InFile(String name, Path file, SourceRange at) implements OfOne {
    }

    record InEnvironment(String name, String variable, SourceRange at) implements OfOne {
    }

    /**
     * What a command of the controller prints, without the line end at its end.
     *
     * @param directory in which it is run
     */
    record FromCommand(String name, List<String> argv, Path directory, SourceRange at) implements OfOne {
        public FromCommand {
            argv = List.copyOf(argv);
        }
    }
}
