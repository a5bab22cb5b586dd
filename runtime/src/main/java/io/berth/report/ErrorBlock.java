package io.berth.report;

import io.berth.event.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The fixed block in which every error is told: what failed, on which host, the cause, the command with its exit
 * status and last lines of output, where in the playbook, and what to do next. A part that there is not is left out.
 */
public final class ErrorBlock {

    private static final Pattern PLAIN_ARGUMENT = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ErrorBlock() {
    }

    /** The block, ending in a newline. */
    public static String render(Failure failure, Console console) {
        return String.join("\n", lines(failure, console.style())) + "\n";
    }

    /** For a failure on one host. */
    static List<String> lines(Failure failure, Style style) {
        return lines(failure, Names.host(failure.host()), style);
    }

    /** @param hosts where it failed in this same way, as they are to be told */
    static List<String> lines(Failure failure, String hosts, Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.red("error:") + " " + style.bold(Text.printable(failure.what()) + " on " + hosts));
        part(lines, style, "cause", failure.cause());
        if (!failure.command().isEmpty()) {
            part(lines, style, "command", commandLine(failure.command()));
            part(lines, style, "status", String.valueOf(failure.status()));
        }
        String label = "output";
        for (String line : failure.tail()) {
            lines.add("  " + style.dim(Text.padded(label, 8) + "|") + " " + Text.printable(line));
            label = "";
        }
        part(lines, style, "where", failure.where());
        part(lines, style, "next", failure.next());
        return lines;
    }

    private static void part(List<String> lines, Style style, String label, String text) {
        String first = label;
        for (String line : text.lines().toList()) {
            lines.add("  " + style.dim(Text.padded(first, 8)) + "  " + Text.printable(line));
            first = "";
        }
    }

    /** As a shell would take it: for reading and pasting, never for running. */
    static String commandLine(List<String> command) {
        return command.stream().map(ErrorBlock::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String argument) {
        return PLAIN_ARGUMENT.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }
}
