package io.berth.cluster;

import io.berth.model.Host;
import io.berth.model.Playbook;
import io.berth.model.Size;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a host has for guests that are to be placed.
 *
 * @param vars its variables: labels
 * @param free memory that guests can have, the reserve not yet taken away
 * @param vcpus of all guests that it has
 * @param rooms free bytes by {@code pool NAME} and {@code group NAME}
 * @param nets {@code network NAME} and {@code bridge NAME}
 * @param there paths of volumes that are there already
 */
public record HostOffer(String host, Map<String, Object> vars, Size free, int cpus, int vcpus, Map<String, Size> rooms, Set<String> nets, Set<String> there) {

    public HostOffer {
        vars = new HashMap<>(vars);
        rooms = Map.copyOf(rooms);
        nets = Set.copyOf(nets);
        there = Set.copyOf(there);
    }

    /** @param playbook says which networks a run makes there */
    public static HostOffer of(SeenHost seen, SeenRoom room, Host host, Playbook playbook) {
        Map<String, Size> rooms = new HashMap<>();
        room.pools().forEach((name, free) -> rooms.put("pool " + name, free));
        room.groups().forEach((name, free) -> rooms.put("group " + name, free));
        Set<String> nets = new HashSet<>();
        room.networks().forEach(name -> nets.add("network " + name));
        room.bridges().forEach(name -> nets.add("bridge " + name));
        playbook.networks().values().stream().filter(network -> network.hosts().contains(host.name())).forEach(network -> nets.add("network " + network.name()));
        HostUse use = HostUse.of(seen);
        return new HostOffer(seen.name(), host.vars(), use.free(), seen.cpus(), use.defined().vcpus(), rooms, nets, room.there());
    }
}
