package io.berth.cli;

import io.berth.cluster.SeenStorage;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.FoundStorage;
import io.berth.script.GroovyText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A verb that does the same with each of some pools, on all hosts that have them. */
@Command
abstract class PoolVerb extends InventoryVerb {

    @Parameters(index = "0", paramLabel = "POOL", description = "pools: names, fast*, with commas")
    String pattern;

    @Mixin
    HostLook look;

    private Map<String, FoundStorage> hosts;

    /** The task of one of them, its word and what follows the name. */
    abstract String word();

    String options() {
        return "";
    }

    /** Names of hosts and pools. @throws Usage if there are none */
    final List<String[]> pools() throws InterruptedException {
        if (hosts == null) {
            hosts = look.ask(site, secrecy(), SeenStorage.look(""), SeenStorage::of);
        }
        Set<String> chosen = HostLook.choose("pool", pattern, hosts.values().stream().flatMap(storage -> storage.pools().stream()).map(FoundPool::name)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
        return hosts.entrySet().stream().flatMap(host -> host.getValue().pools().stream().filter(pool -> chosen.contains(pool.name()))
                .map(pool -> new String[] {host.getKey(), pool.name()})).toList();
    }

    @Override
    final List<String> tasks() throws InterruptedException {
        return pools().stream().map(pool -> word() + " " + GroovyText.quoted(pool[1]) + options() + ", on: " + GroovyText.quoted(pool[0])).toList();
    }
}
