package io.berth.cli;

import io.berth.cluster.SeenNetworks;
import io.berth.libvirt.FoundNetwork;
import io.berth.libvirt.Lease;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;

/** Which networks a verb is about: those of these names, on all hosts that have them. */
final class NetworkLook {

    @Mixin
    HostLook look;

    private Map<String, SeenNetworks> hosts;

    /** A network with where it is, and what its dnsmasq has handed out. */
    record Found(String host, FoundNetwork network, List<Lease> leases) { }

    int exit() {
        return look.exit();
    }

    /** @throws Usage if there are none, unless all are meant */
    List<Found> matching(String pattern, SiteOptions site, Secrecy secrecy) throws InterruptedException {
        if (hosts == null) {
            hosts = look.ask(site, secrecy, SeenNetworks.LOOK, SeenNetworks::of);
        }
        List<Found> all = new ArrayList<>();
        hosts.forEach((host, seen) -> seen.networks().forEach(network -> all.add(new Found(host, network,
                seen.leases().stream().filter(lease -> lease.network().equals(network.uuid())).toList()))));
        Set<String> chosen = HostLook.choose("network", pattern, all.stream().map(found -> found.network().name()).collect(Collectors.toCollection(LinkedHashSet::new)));
        return all.stream().filter(found -> chosen.contains(found.network().name())).toList();
    }
}
