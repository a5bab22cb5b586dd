package io.berth.cli;

import io.berth.libvirt.NetworkHosts;
import io.berth.report.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "leases", description = "Tells which addresses are fixed, and which libvirt's dnsmasq has handed out.")
final class NetworkLeasesCommand implements Action {

    @Parameters(paramLabel = "NETWORK", arity = "0..1", defaultValue = "all", description = "only of these: names, lan*, with commas (${DEFAULT-VALUE})")
    String pattern;

    @Mixin
    SiteOptions site;

    @Mixin
    NetworkLook look;

    @Override
    public Integer call() throws Exception {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("ADDRESS", "MAC", "NAME", "UNTIL", "NETWORK", "HOST"));
        for (NetworkLook.Found found : look.matching(pattern, site, site.secrecy())) {
            NetworkHosts.leases(found.network().live()).forEach(host -> rows.add(List.of(host.attribute("ip"), host.attribute("mac"), host.attribute("name"), "fixed",
                    found.network().name(), found.host())));
            found.leases().forEach(lease -> rows.add(List.of(lease.address(), lease.mac(), lease.name(), lease.until(), found.network().name(), found.host())));
        }
        Table.lines(rows).forEach(System.out::println);
        return look.exit();
    }
}
