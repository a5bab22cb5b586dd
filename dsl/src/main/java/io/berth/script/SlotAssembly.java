package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Disk;
import io.berth.model.Network;
import io.berth.model.Nic;
import io.berth.model.Pool;
import io.berth.model.Size;
import io.berth.model.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes slots of what {@code slot} and {@code slots} said: names and hosts, addresses of their cards, references. */
final class SlotAssembly {

    private final Diagnostics diagnostics;
    private final Names names;
    private final Inventory inventory;
    private final Map<String, Pool> pools;
    private final Map<String, Network> networks;
    private final Map<String, SourceRange> macs = new HashMap<>();
    private final Map<String, SourceRange> addresses = new HashMap<>();

    SlotAssembly(Diagnostics diagnostics, Names names, Inventory inventory, Map<String, Pool> pools, Map<String, Network> networks) {
        this.diagnostics = diagnostics;
        this.names = names;
        this.inventory = inventory;
        this.pools = pools;
        this.networks = networks;
    }

    void assemble(Bound said, Slots into) {
        Map<String, String> hostOf = hostOf(said, inventory.match(said, "on"));
        if (hostOf.isEmpty()) {
            names.doubt("slot");
        }
        boolean good = said.isSound();
        if (good) {
            Said.OfSlot slot = said.as(Said.OfSlot.class);
            checkAmounts(said, slot);
            good = refersWell(said, slot) & refersWellToNetworks(said, slot);
        }
        for (Map.Entry<String, String> place : hostOf.entrySet()) {
            if (names.declare("slot", place.getKey(), said.at("name"))) {
                if (good) {
                    into.add(slot(said, said.as(Said.OfSlot.class), place.getKey(), place.getValue()));
                } else {
                    into.addBroken(placeholder(said, place.getKey(), place.getValue()));
                }
            }
        }
    }

    /** The names of the slots, each with its host. Empty if the hosts or the numbers are not right, and that is said. */
    private Map<String, String> hostOf(Bound said, List<String> hosts) {
        String name = (String) said.values().get("name");
        if (!said.values().containsKey("perHost")) {
            if (hosts.size() > 1) {
                diagnostics.error(said.at("on"), "a slot has one host, and these are " + hosts.size() + ": " + String.join(", ", hosts),
                        "several are declared by slots('" + name + "', perHost: 1) { … }");
            }
            return hosts.size() == 1 ? Map.of(name, hosts.get(0)) : Map.of();
        }
        if (!said.isKnown("perHost") || !said.isKnown("count")) {
            return Map.of();
        }
        boolean byHost = said.places().containsKey("perHost");
        boolean byCount = said.places().containsKey("count");
        if (byHost == byCount) {
            diagnostics.error(byHost ? said.at("count") : said.call().at(),
                    "'slots' wants " + (byHost ? "either perHost or count, not both" : "to know how many"), "slots('" + name + "', perHost: 2) { … }");
            return Map.of();
        }
        int number = (Integer) said.values().get(byHost ? "perHost" : "count");
        if (number < 1 || number > 10_000) {
            diagnostics.error(said.at(byHost ? "perHost" : "count"), "the number of slots is between 1 and 10000");
            return Map.of();
        }
        return spread(name, hosts, byHost ? number * hosts.size() : number);
    }

    /** Numbers them host by host, as evenly as the number allows, the first hosts having one more. */
    private static Map<String, String> spread(String name, List<String> hosts, int total) {
        Map<String, String> hostOf = new LinkedHashMap<>();
        int width = Math.max(2, String.valueOf(total).length());
        int next = 1;
        for (int i = 0; i < hosts.size(); i++) {
            int here = total / hosts.size() + (i < total % hosts.size() ? 1 : 0);
            for (int j = 0; j < here; j++) {
                hostOf.put(name + String.format("%0" + width + "d", next++), hosts.get(i));
            }
        }
        return hostOf;
    }

    private void checkAmounts(Bound said, Said.OfSlot slot) {
        if (slot.memory().bytes() == 0) {
            diagnostics.error(said.at("memory"), "a guest needs memory");
        }
        if (slot.vcpus() < 1) {
            diagnostics.error(said.at("vcpus"), "a guest needs at least 1 virtual processor, not " + slot.vcpus());
        }
        if (slot.disk().size().bytes() == 0) {
            diagnostics.error(said.at("disk.size"), "a disk is not empty");
        }
        if (slot.disk().partition() < 1 || slot.disk().partition() > 4) {
            diagnostics.error(said.at("disk.partition"), "the partition is 1 to 4, not " + slot.disk().partition());
        }
        if (!slot.disk().filesystem().equals("ext4")) {
            diagnostics.error(said.at("disk.filesystem"), "filesystem '" + slot.disk().filesystem() + "' is not one that slots can have", "known here: ext4");
        }
    }

    private boolean refersWell(Bound said, Said.OfSlot slot) {
        boolean good = names.check("pool", slot.disk().pool(), said.at("disk.pool"));
        good &= names.check("template", slot.template(), said.at("template"));
        return slot.image().isEmpty() ? good : good & names.check("image", slot.image(), said.at("image"));
    }

    private boolean refersWellToNetworks(Bound said, Said.OfSlot slot) {
        boolean good = true;
        for (int i = 0; i < slot.nic().size(); i++) {
            good &= names.check("network", slot.nic().get(i).network(), said.at("nic[" + i + "].network"));
        }
        return good;
    }

    private Slot slot(Bound said, Said.OfSlot slot, String name, String host) {
        Pool pool = pools.get(slot.disk().pool());
        if (pool != null && !pool.hosts().isEmpty() && !pool.hosts().contains(host)) {
            diagnostics.error(said.at("disk.pool"), "pool '" + pool.name() + "' is not on host " + host, "it is on " + String.join(", ", pool.hosts()));
        }
        List<Nic> nics = new ArrayList<>();
        for (int i = 0; i < slot.nic().size(); i++) {
            nics.add(nic(said, "nic[" + i + "]", slot.nic().get(i), name, host, i));
        }
        Disk disk = new Disk(slot.disk().pool(), slot.disk().size(), slot.disk().partition(), slot.disk().filesystem());
        return new Slot(name, host, disk, slot.memory(), slot.vcpus(), nics, slot.template(), slot.image(), slot.vars(), said.at("name"));
    }

    private Nic nic(Bound said, String path, Said.OfNic nic, String slot, String host, int index) {
        Network network = networks.get(nic.network());
        if (network != null && !network.hosts().isEmpty() && !network.hosts().contains(host)) {
            diagnostics.error(said.at(path + ".network"), "network '" + network.name() + "' is not on host " + host,
                    "it is on " + String.join(", ", network.hosts()));
        }
        String mac = mac(said.at(path + ".mac"), nic.mac(), slot, index);
        if (!nic.address().isEmpty()) {
            checkAddress(said.at(path + ".address"), nic, network, host);
        }
        return new Nic(nic.network(), mac, nic.address());
    }

    private String mac(SourceRange at, String said, String slot, int index) {
        try {
            Mac mac = said.isEmpty() ? Mac.derived(slot, index) : Mac.of(said);
            SourceRange first = macs.putIfAbsent(mac.text(), at);
            if (first != null) {
                diagnostics.error(at, "MAC address " + mac.text() + " is given to two cards", "first at " + first);
            }
            return mac.text();
        } catch (Trouble trouble) {
            diagnostics.error(at, trouble.getMessage(), trouble.hints());
            return said;
        }
    }

    private void checkAddress(SourceRange at, Said.OfNic nic, Network network, String host) {
        try {
            Ip4 address = Ip4.of(nic.address());
            if (network != null && !network.cidr().isEmpty()) {
                Cidr range = Cidr.of(network.cidr());
                if (!range.isForGuests(address)) {
                    diagnostics.error(at, address + " is not an address for guests of " + range);
                }
            }
        } catch (Trouble trouble) {
            diagnostics.error(at, trouble.getMessage(), trouble.hints());
        }
        SourceRange first = addresses.putIfAbsent(nic.network() + " " + host + " " + nic.address(), at);
        if (first != null) {
            diagnostics.error(at, "address " + nic.address() + " is given to two cards on " + host, "first at " + first);
        }
    }

    /** What play code sees of a slot whose declaration has errors; it never leaves the loader. */
    private static Slot placeholder(Bound said, String name, String host) {
        return new Slot(name, host, new Disk("", new Size(0), 1, "ext4"), new Size(0), 1, List.of(), "", "", Map.of(), said.at("name"));
    }
}
