package io.berth.model;

import java.time.Duration;
import java.util.List;

/**
 * A command for a host: an argument list, never shell text.
 *
 * @param argv program and arguments, at least the program; quoted in one place only, where it meets a shell
 * @param input what it reads on standard input, UTF-8; empty: nothing
 * @param timeout after which its process group is killed
 */
public record Command(List<String> argv, String input, Duration timeout) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    /** For a command that lasts as long as its task, whose own timeout ends it. */
    public static final Duration NO_LIMIT = Duration.ofDays(7);

    public Command {
        argv = List.copyOf(argv);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
    }

    public static Command of(String... argv) {
        return new Command(List.of(argv), "", DEFAULT_TIMEOUT);
    }

    public static Command of(List<String> argv) {
        return new Command(argv, "", DEFAULT_TIMEOUT);
    }

    public Command within(Duration limit) {
        return new Command(argv, input, limit);
    }

    public Command reading(String text) {
        return new Command(argv, text, timeout);
    }
}
