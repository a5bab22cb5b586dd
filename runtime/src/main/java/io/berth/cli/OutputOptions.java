package io.berth.cli;

import picocli.CommandLine.Option;

/** How a command that runs or plans shows what happens. */
final class OutputOptions {

    @Option(names = {"-o", "--output"}, paramLabel = "FORM", defaultValue = "human", description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private ViewOptions.Output output;

    @Option(names = {"-v", "--verbose"}, description = "says also what did not change")
    private boolean verbose;

    ViewOptions view() {
        return new ViewOptions(output, verbose);
    }
}
