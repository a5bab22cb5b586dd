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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "list", description = "Lists hosts, groups and variables. Asks no host, but with --resources.")
final class HostListCommand implements Action {

    /** What is shown instead of a table. */
    static final class Form {
        @Option(names = "--graph", description = "groups within groups as a tree, as ansible-inventory --graph shows it")
        boolean graph;

        @Option(names = "--json", description = "JSON, as ansible-inventory --list prints it")
        boolean json;
    }

    @Parameters(paramLabel = "PATTERN", arity = "0..1", defaultValue = "all",
            description = "only these hosts, as --limit takes them; of --graph the group that it begins with (${DEFAULT-VALUE})")
    String pattern;

    @Mixin
    InventoryOptions inventory;

    @Option(names = "--resources", description = "asks hosts what memory and processors they have, and what their guests take of them")
    boolean resources;

    @Option(names = "--format", paramLabel = "FORMAT", description = "of --resources: table; consumptions, as kvm-mgr's vm-consumptions prints it")
    Optional<HostResources.Format> format = Optional.empty();

    @Option(names = "--forks", paramLabel = "N", defaultValue = "20", description = "of --resources: how many hosts are asked at once (${DEFAULT-VALUE})")
    int forks;

    @Mixin
    VaultOptions vault;

    @Mixin
    BecomeOptions become;

    @Spec
    CommandSpec spec;

    @ArgGroup
    Form form = new Form();

    @Option(names = "--vars", description = "the variables of each host too; those that are secret are not shown")
    boolean vars;

    @Option(names = "--playbook-dir", paramLabel = "DIR", description = "directory of a playbook, whose group_vars and host_vars count too")
    Optional<Path> playbookDirectory = Optional.empty();

    @Override
    public Integer call() throws Exception {
        if (resources || format.isPresent()) {
            return resources();
        }
        Playbook hosts = load(Secrecy.masked(new Redaction()));
        if (form.json) {
            System.out.println(HostJson.of(hosts, matching(hosts)));
        } else if (form.graph) {
            System.out.print(HostGraph.of(hosts, group(hosts), vars));
        } else {
            System.out.print(HostTable.of(hosts, matching(hosts), vars));
        }
        return Exit.OK;
    }

    private int resources() throws InterruptedException {
        if (form.json || form.graph || vars) {
            throw new Usage("--resources tells what hosts have, and --json, --graph and --vars what inventories say");
        }
        Secrecy secrecy = Secrecy.of(vault.keys(), ((Main) spec.root().userObject()).redaction()).with(become.password());
        Playbook known = load(secrecy);
        ClusterSurvey survey = ClusterSurvey.of(Limit.among(pattern, known), forks, secrecy);
        HostResources.lines(survey.cluster(), format.orElse(HostResources.Format.table)).forEach(System.out::println);
        return survey.exit();
    }

    private Playbook load(Secrecy secrecy) throws InterruptedException {
        Decryption decryption = secrecy.decryption();
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
