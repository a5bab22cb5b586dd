package io.berth.cli;

import io.berth.libvirt.FoundNetwork;
import io.berth.libvirt.NetworkDefinition;
import io.berth.report.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "Lists networks and where they are.")
final class NetworkListCommand implements Action {

    @Parameters(paramLabel = "NETWORK", arity = "0..1", defaultValue = "all", description = "only these: names, lan*, with commas (${DEFAULT-VALUE})")
    String pattern;

    @Mixin
    SiteOptions site;

    @Mixin
    NetworkLook look;

    @Option(names = "--names", description = "names only, a line each")
    boolean names;

    @Override
    public Integer call() throws Exception {
        List<NetworkLook.Found> networks = look.matching(pattern, site, site.secrecy());
        if (names) {
            networks.stream().map(found -> found.network().name()).distinct().forEach(System.out::println);
            return look.exit();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("NETWORK", "HOST", "MODE", "STATE", "AUTOSTART", "BRIDGE", "ADDRESS", "GUESTS"));
        networks.forEach(found -> rows.add(row(found.host(), found.network())));
        Table.lines(rows).forEach(System.out::println);
        return look.exit();
    }

    private static List<String> row(String host, FoundNetwork network) {
        NetworkDefinition definition = NetworkDefinition.of(network.live());
        return List.of(network.name(), host, definition.mode(), network.active() ? "active" : "not active", network.autostart() ? "yes" : "no", definition.bridge(),
                definition.address(), Integer.toString(network.connections()));
    }
}
