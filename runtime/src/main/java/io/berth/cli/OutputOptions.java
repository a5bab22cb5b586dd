package io.berth.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** How a command that runs or plans shows what happens. */
final class OutputOptions {

    @Option(names = {"-o", "--output"}, paramLabel = "FORM[=FILE]",
            description = "human, plain, json, junit or html; with a file it goes there, and several may be asked for (human)")
    List<String> outputs = new ArrayList<>();

    @Option(names = {"-v", "--verbose"}, description = "says also what did not change")
    boolean verbose;

    @Option(names = {"-D", "--diff"}, description = "shows the texts before and after of what changes")
    boolean diff;

    ViewOptions view() {
        return new ViewOptions(outputs.stream().map(ViewOptions.Output::of).toList(), verbose, diff);
    }
}
