package io.berth.cli;

import io.berth.cluster.SeenStorage;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.FoundStorage;
import io.berth.libvirt.FoundVolume;
import io.berth.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "info", description = "Tells what a pool is, and what is in it.")
final class PoolInfoCommand implements Action {

    @Parameters(paramLabel = "POOL", description = "pools: names, fast*, with commas")
    String pattern;

    @Mixin
    SiteOptions site;

    @Mixin
    HostLook look;

    @Override
    public Integer call() throws Exception {
        Map<String, FoundStorage> hosts = look.ask(site, site.secrecy(), SeenStorage.look(""), SeenStorage::of);
        Set<String> chosen = HostLook.choose("pool", pattern, hosts.values().stream().flatMap(storage -> storage.pools().stream()).map(FoundPool::name).collect(Collectors.toSet()));
        hosts.forEach((host, storage) -> storage.pools().stream().filter(pool -> chosen.contains(pool.name())).forEach(pool -> show(host, pool, storage)));
        return look.exit();
    }

    private static void show(String host, FoundPool pool, FoundStorage storage) {
        List<List<String>> rows = new ArrayList<>(List.of(List.of("pool", pool.name()), List.of("host", host), List.of("uuid", pool.uuid()), List.of("type", pool.type()),
                List.of("source", pool.source().isEmpty() ? "-" : pool.source()), List.of("in", pool.target()), List.of("state", PoolListCommand.state(pool, storage)),
                List.of("autostart", pool.autostart() ? "yes" : "no")));
        if (pool.active()) {
            rows.add(List.of("size", PoolListCommand.size(pool.capacity())));
            rows.add(List.of("used", PoolListCommand.size(pool.allocation())));
            rows.add(List.of("left", PoolListCommand.size(pool.available())));
            rows.add(List.of("promised", PoolListCommand.size(storage.of(pool).stream().mapToLong(FoundVolume::capacity).sum())));
        }
        for (FoundVolume volume : storage.of(pool)) {
            rows.add(List.of("volume", volume.name() + "  " + volume.format() + "  " + PoolListCommand.size(volume.allocation()) + " of " + PoolListCommand.size(volume.capacity())));
        }
        Table.lines(rows).forEach(System.out::println);
    }
}
