package io.berth.cli;

import io.berth.cluster.SeenStorage;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.FoundStorage;
import io.berth.model.Size;
import io.berth.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "list", description = "Lists pools and where they are, with the room in them.")
final class PoolListCommand implements Action {

    @Parameters(paramLabel = "POOL", arity = "0..1", defaultValue = "all", description = "only these: names, fast*, with commas (${DEFAULT-VALUE})")
    String pattern;

    @Mixin
    SiteOptions site;

    @Mixin
    HostLook look;

    @Option(names = "--names", description = "names only, a line each")
    boolean names;

    @Override
    public Integer call() throws Exception {
        Map<String, FoundStorage> hosts = look.ask(site, site.secrecy(), SeenStorage.look(""), SeenStorage::of);
        Set<String> all = new TreeSet<>();
        hosts.values().forEach(storage -> storage.pools().forEach(pool -> all.add(pool.name())));
        Set<String> chosen = HostLook.choose("pool", pattern, all);
        if (names) {
            all.stream().filter(chosen::contains).forEach(System.out::println);
            return look.exit();
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("POOL", "HOST", "TYPE", "STATE", "AUTOSTART", "SIZE", "USED", "LEFT", "VOLUMES", "IN"));
        hosts.forEach((host, storage) -> storage.pools().stream().filter(pool -> chosen.contains(pool.name())).forEach(pool -> rows.add(row(host, pool, storage))));
        Table.lines(rows).forEach(System.out::println);
        return look.exit();
    }

    private static List<String> row(String host, FoundPool pool, FoundStorage storage) {
        boolean active = pool.active();
        return List.of(pool.name(), host, pool.type(), state(pool, storage), pool.autostart() ? "yes" : "no", active ? size(pool.capacity()) : "-",
                active ? size(pool.allocation()) : "-", active ? size(pool.available()) : "-", active ? Integer.toString(storage.of(pool).size()) : "-", pool.target());
    }

    static String state(FoundPool pool, FoundStorage storage) {
        return !pool.active() ? "not active" : storage.isMounted(pool) ? "active" : "not mounted";
    }

    static String size(long bytes) {
        return new Size(bytes).toString();
    }
}
