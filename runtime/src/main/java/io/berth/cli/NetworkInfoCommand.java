package io.berth.cli;

import io.berth.libvirt.Element;
import io.berth.libvirt.NetworkDefinition;
import io.berth.libvirt.NetworkHosts;
import io.berth.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "info", description = "Tells what networks are, with their fixed leases and names.")
final class NetworkInfoCommand implements Action {

    @Parameters(paramLabel = "NETWORK", description = "networks: names, lan*, with commas")
    String pattern;

    @Mixin
    SiteOptions site;

    @Mixin
    NetworkLook look;

    @Override
    public Integer call() throws Exception {
        look.matching(pattern, site, site.secrecy()).forEach(NetworkInfoCommand::show);
        return look.exit();
    }

    private static void show(NetworkLook.Found found) {
        Element xml = found.network().live();
        NetworkDefinition definition = NetworkDefinition.of(xml);
        List<List<String>> rows = new ArrayList<>(List.of(List.of("network", found.network().name()), List.of("host", found.host()), List.of("uuid", found.network().uuid()),
                List.of("mode", definition.mode()), List.of("state", found.network().active() ? "active" : "not active"), List.of("autostart", found.network().autostart() ? "yes" : "no"),
                List.of("bridge", definition.bridge()), List.of("address", definition.address()),
                List.of("dhcp", definition.dhcpFrom().isEmpty() ? "" : definition.dhcpFrom() + " to " + definition.dhcpTo()), List.of("guests", Integer.toString(found.network().connections()))));
        NetworkHosts.leases(xml).forEach(host -> rows.add(List.of("lease", host.attribute("ip") + "  " + host.attribute("mac") + "  " + host.attribute("name"))));
        NetworkHosts.names(xml).forEach(host -> rows.add(List.of("name", host.attribute("ip") + "  " + host.all("hostname").map(name -> name.text().strip()).collect(Collectors.joining(" ")))));
        Table.lines(rows).forEach(System.out::println);
    }
}
