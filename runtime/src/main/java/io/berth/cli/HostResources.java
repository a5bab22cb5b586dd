package io.berth.cli;

import io.berth.cluster.Cluster;
import io.berth.cluster.HostUse;
import io.berth.model.Size;
import io.berth.report.Table;
import java.util.ArrayList;
import java.util.List;

/** What hosts have, and what their guests take of it, for people and for those who know kvm-mgr. */
final class HostResources {

    enum Format { table, consumptions }

    private HostResources() {
    }

    /** A host that could not be asked is told of elsewhere. */
    static List<String> lines(Cluster cluster, Format format) {
        List<HostUse> hosts = cluster.hosts().values().stream().map(HostUse::of).toList();
        return switch (format) {
            case table -> table(hosts);
            case consumptions -> consumptions(hosts);
        };
    }

    private static List<String> table(List<HostUse> hosts) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("HOST", "CPUS", "MEMORY", "AVAILABLE", "RUNNING", "CPUS", "MEMORY", "DEFINED", "CPUS", "MEMORY"));
        hosts.forEach(host -> rows.add(List.of(host.host(), number(host.cpus()), host.memory().toString(), host.free().toString(),
                number(host.running().guests()), number(host.running().vcpus()), host.running().memory().toString(),
                number(host.defined().guests()), number(host.defined().vcpus()), host.defined().memory().toString())));
        return Table.lines(rows);
    }

    private static String number(int number) {
        return Integer.toString(number);
    }

    /** Used is what all defined guests have; memory in GB, of what is used rounded up. Columns as kvm-mgr's script has them. */
    private static List<String> consumptions(List<HostUse> hosts) {
        long gb = Size.mib(1024).bytes();
        List<String> lines = new ArrayList<>();
        for (HostUse host : hosts) {
            long total = Math.round((double) host.memory().bytes() / gb);
            long used = (host.defined().memory().bytes() + gb - 1) / gb;
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.add(host.host() + " :");
            lines.add(String.format("  cpus total:  %-4dmemory total:  %d", host.cpus(), total));
            lines.add(String.format("  cpus used:   %-5dmemory used:  %d", host.defined().vcpus(), used));
            lines.add(" ------------------------------------------------");
            lines.add(String.format("  cpus avail:  %-4dmemory avail:  %d", host.cpus() - host.defined().vcpus(), total - used));
        }
        return lines;
    }
}
