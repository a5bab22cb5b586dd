package io.berth.cli;

import io.berth.event.Redaction;
import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.inventory.Decryption;
import io.berth.model.InventorySource;
import io.berth.model.Playbook;
import io.berth.model.Secrets;
import io.berth.report.HostGraph;
import io.berth.report.HostJson;
import io.berth.report.HostTable;
import io.berth.script.Given;
import io.berth.script.PlaybookLoader;
import io.berth.task.BuiltinTasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "Lists hosts, groups and variables. Asks no host.")
final class HostListCommand implements Action {

    /** What is shown instead of a table. */
    static final class Form {
        @Option(names = "--graph", description = "groups within groups as a tree, as ansible-inventory --graph shows it")
        private boolean graph;

        @Option(names = "--json", description = "JSON, as ansible-inventory --list prints it")
        private boolean json;
    }

    @Parameters(paramLabel = "PATTERN", arity = "0..1", defaultValue = "all",
            description = "only these hosts, as --limit takes them; of --graph the group that it begins with (${DEFAULT-VALUE})")
    private String pattern;

    @Mixin
    private InventoryOptions inventory;

    @ArgGroup
    private Form form = new Form();

    @Option(names = "--vars", description = "the variables of each host too; those that are secret are not shown")
    private boolean vars;

    @Option(names = "--playbook-dir", paramLabel = "DIR", description = "directory of a playbook, whose group_vars and host_vars count too")
    private Optional<Path> playbookDirectory = Optional.empty();

    @Override
    public Integer call() throws Exception {
        Playbook hosts = load();
        if (form.json) {
            System.out.println(HostJson.of(hosts, matching(hosts)));
        } else if (form.graph) {
            System.out.print(HostGraph.of(hosts, group(hosts), vars));
        } else {
            System.out.print(HostTable.of(hosts, matching(hosts), vars));
        }
        return Exit.OK;
    }

    private Playbook load() throws InterruptedException {
        Decryption decryption = Secrecy.masked(new Redaction()).decryption();
        Diagnostics diagnostics = new Diagnostics();
        List<InventorySource> sources = Inventories.read(inventory.inventories(), playbookDirectory, decryption, diagnostics);
        Given given = GivenVariables.read(inventory.variables(), decryption, diagnostics);
        Playbook hosts = new PlaybookLoader(BuiltinTasks.all(), Secrets.PLACEHOLDERS, Cache.PARSER).load(sources, given, diagnostics);
        Site.warn(diagnostics);
        if (hosts.hosts().isEmpty()) {
            throw new Usage("no host is known: give an inventory with -i");
        }
        return hosts;
    }

    private Set<String> matching(Playbook hosts) {
        return Limit.hosts(pattern, hosts, Runs.store());
    }

    private String group(Playbook hosts) {
        if (!pattern.equals("all") && !hosts.groups().containsKey(pattern)) {
            throw new Usage("--graph begins with a group, and '" + pattern + "' is none: " + DidYouMean.hint(pattern, hosts.groups().keySet()));
        }
        return pattern;
    }
}
