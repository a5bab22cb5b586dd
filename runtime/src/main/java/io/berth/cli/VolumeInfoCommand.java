package io.berth.cli;

import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "info", description = "Tells what volumes are, and which domains have them.")
final class VolumeInfoCommand implements Action {

    @Parameters(paramLabel = "POOL/VOLUME", description = "volumes: primary/web.qcow2, primary/web*, with commas")
    String pattern;

    @Mixin
    SiteOptions site;

    @Mixin
    VolumeLook look;

    @Override
    public Integer call() throws Exception {
        List<VolumeLook.Found> volumes = look.matching(pattern, site, site.secrecy());
        Map<String, Domains> domains = look.domains(site, site.secrecy());
        volumes.forEach(volume -> show(volume, domains.getOrDefault(volume.host(), new Domains(List.of()))));
        return look.exit();
    }

    private static void show(VolumeLook.Found found, Domains domains) {
        Set<String> users = new TreeSet<>();
        domains.having(List.of(found.volume().path())).stream().map(FoundDomain::name).forEach(users::add);
        domains.having(found.pool().name(), found.volume().name()).stream().map(FoundDomain::name).forEach(users::add);
        List<List<String>> rows = new ArrayList<>(List.of(List.of("volume", found.name()), List.of("host", found.host()), List.of("path", found.volume().path()),
                List.of("format", found.volume().format()), List.of("size", PoolListCommand.size(found.volume().capacity())),
                List.of("takes", PoolListCommand.size(found.volume().allocation()))));
        if (!found.volume().backing().isEmpty()) {
            rows.add(List.of("stands on", found.volume().backing()));
        }
        rows.add(List.of("domains", users.isEmpty() ? "none" : String.join(", ", users)));
        Table.lines(rows).forEach(System.out::println);
    }
}
