package io.berth.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A command for a host: an argument list, never shell text.
 *
 * @param argv program and arguments, at least the program; quoted in one place only, where it meets a shell
 * @param input what it reads on standard input; empty: nothing
 * @param environment variables it gets beside those of its login
 * @param directory absolute path it runs in; empty: the login's home
 * @param timeout after which its process group is killed
 * @param question how many of its last arguments are a question, many of which one command can be asked: it then gets the arguments
 *     of all, and writes what it would write for each alone, NUL between them, or fails. 0: it is run as it is
 */
public record Command(List<String> argv, Bytes input, Map<String, String> environment, String directory, Duration timeout, int question) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    /** For a command that lasts as long as its task, whose own timeout ends it. */
    public static final Duration NO_LIMIT = Duration.ofDays(7);

    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";

    /** @throws IllegalArgumentException if there is no program, or the name of a variable can be none */
    public Command {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        for (String name : environment.keySet()) {
            if (!name.matches(VARIABLE)) {
                throw new IllegalArgumentException("'" + name + "' cannot be the name of an environment variable");
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Command command && argv.equals(command.argv) && input.equals(command.input) && environment.equals(command.environment)
                && directory.equals(command.directory) && timeout.equals(command.timeout) && question == command.question;
    }

    @Override
    public int hashCode() {
        return argv.hashCode();
    }

    public static Command of(String... argv) {
        return of(List.of(argv));
    }

    public static Command of(List<String> argv) {
        return new Command(argv, Bytes.NONE, Map.of(), "", DEFAULT_TIMEOUT, 0);
    }

    public Command within(Duration limit) {
        return new Command(argv, input, environment, directory, limit, question);
    }

    public Command reading(String text) {
        return reading(Bytes.of(text));
    }

    public Command reading(Bytes content) {
        return new Command(argv, content, environment, directory, timeout, question);
    }

    public Command with(Map<String, String> variables) {
        return new Command(argv, input, variables, directory, timeout, question);
    }

    public Command in(String path) {
        return new Command(argv, input, environment, path, timeout, question);
    }

    /** The same, of which the last arguments are a question. */
    public Command asking(int arguments) {
        return new Command(argv, input, environment, directory, timeout, arguments);
    }

    /** The arguments of its question. */
    public List<String> asked() {
        return argv.subList(argv.size() - question, argv.size());
    }

    /** The same with other arguments in the place of its question; run as it is. */
    public Command asked(List<String> arguments) {
        List<String> all = new ArrayList<>(argv.subList(0, argv.size() - question));
        all.addAll(arguments);
        return new Command(all, input, environment, directory, timeout, 0);
    }
}
