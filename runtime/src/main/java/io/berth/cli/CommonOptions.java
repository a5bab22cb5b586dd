package io.berth.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that reads a playbook takes. */
final class CommonOptions {

    @Mixin
    InventoryOptions inventory;

    @Option(names = {"-l", "--limit"}, paramLabel = "PATTERN", defaultValue = "",
            description = "only these hosts: names, globs, kvm[1-3], ~regex, groups, !not, &also, with commas or colons between; "
                    + "@FILE: patterns in a file; @failed, @unreachable, @failed:RUN: hosts of the last run, or another")
    String limit = "";

    @Option(names = "--forks", paramLabel = "N", defaultValue = "20", description = "how much runs at once over all hosts (${DEFAULT-VALUE})")
    int forks;

    @Mixin
    OutputOptions output;

    ViewOptions view() {
        return output.view();
    }
}
