package io.berth.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where hosts and variables come from. */
final class InventoryOptions {

    @Option(names = {"-i", "--inventory"}, paramLabel = "SOURCE",
            description = "where hosts are listed: a Groovy inventory; an Ansible inventory, INI, YAML, executable, or a directory; names with commas; "
                    + "or 'lab'. May be given several times, later ones win")
    List<String> inventories = new ArrayList<>();

    @Option(names = {"-e", "--var", "--extra-vars"}, paramLabel = "NAME=VALUE",
            description = "sets a variable; @FILE: all of a YAML or JSON file; {JSON}: all of that. Wins over all others")
    List<String> variables = new ArrayList<>();

    /** Such that they mean the same from another directory. */
    List<String> inventories() {
        return inventories.stream().map(Inventories::absolute).toList();
    }

    /** As a request keeps them. */
    Map<String, Object> variables() {
        return GivenVariables.kept(variables);
    }
}
