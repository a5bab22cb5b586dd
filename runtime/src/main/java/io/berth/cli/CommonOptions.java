package io.berth.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command that reads a playbook takes. */
final class CommonOptions {

    @Option(names = {"-i", "--inventory"}, paramLabel = "SOURCE",
            description = "where hosts are listed: a Groovy inventory, or 'lab'; may be given several times")
    List<String> inventories = new ArrayList<>();

    @Option(names = {"-l", "--limit"}, paramLabel = "PATTERN", defaultValue = "",
            description = "only these hosts: names, globs, kvm[1-3], groups, !not; with commas between")
    String limit = "";

    @Option(names = {"-e", "--var"}, paramLabel = "NAME=VALUE", description = "sets a variable; wins over the playbook's")
    Map<String, String> variables = new LinkedHashMap<>();

    @Option(names = "--forks", paramLabel = "N", defaultValue = "20", description = "how much runs at once over all hosts (${DEFAULT-VALUE})")
    int forks;

    @Mixin
    VaultOptions vault;

    @Mixin
    OutputOptions output;

    Map<String, Object> variables() {
        return new LinkedHashMap<>(variables);
    }

    ViewOptions view() {
        return output.view();
    }
}
