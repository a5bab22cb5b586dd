package io.berth.report;

import io.berth.model.Become;
import io.berth.model.Host;
import io.berth.model.Playbook;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Hosts in a table: where they are reached, as whom, and their groups. */
public final class HostTable {

    private HostTable() {
    }

    /** @param variables whether each host's follow it, a line each */
    public static String of(Playbook hosts, Set<String> shown, boolean variables) {
        HostTree tree = new HostTree(hosts);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("HOST", "REACHED AT", "AS", "GROUPS"));
        shown.forEach(host -> rows.add(row(hosts, hosts.host(host))));
        StringBuilder out = new StringBuilder();
        int number = 0;
        for (String line : Table.lines(rows)) {
            out.append(line).append('\n');
            if (variables && number > 0) {
                new TreeMap<>(tree.variables(rows.get(number).get(0))).forEach((name, value) ->
                        out.append("    ").append(Text.printable(name)).append(" = ").append(Text.printable(String.valueOf(value))).append('\n'));
            }
            number++;
        }
        return out.toString();
    }

    private static List<String> row(Playbook hosts, Host host) {
        String address = host.address().isEmpty() ? host.name() : host.address();
        String at = host.connection() == Host.Connection.LOCAL ? "this machine"
                : host.port() == 0 ? address : address.contains(":") ? "[" + address + "]:" + host.port() : address + ":" + host.port();
        String user = host.user() + host.become().map(HostTable::becoming).orElse("");
        String groups = hosts.groups().values().stream().filter(group -> group.hosts().contains(host.name()))
                .map(group -> group.name()).collect(Collectors.joining(" "));
        return List.of(host.name(), Text.printable(at), Text.printable(user), groups);
    }

    private static String becoming(Become become) {
        return " (" + become.method().name().toLowerCase(Locale.ROOT) + " " + become.user() + ")";
    }
}
