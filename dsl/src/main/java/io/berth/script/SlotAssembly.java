package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.model.Disk;
import io.berth.model.Identity;
import io.berth.model.Nic;
import io.berth.model.Pool;
import io.berth.model.Size;
import io.berth.model.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes slots of what {@code slot} and {@code slots} said: names and hosts, addresses of their cards, references. */
final class SlotAssembly {

    private static final int MOST = 10_000;

    private final Diagnostics diagnostics;
    private final Names names;
    private final Inventory inventory;
    private final Map<String, Pool> pools;
    private final NicAddresses addresses;
    private final Identities identities;
    private final DiskAssembly disks;

    SlotAssembly(Diagnostics diagnostics, Names names, Inventory inventory, Map<String, Pool> pools, NicAddresses addresses,
                 Identities identities) {
        this.diagnostics = diagnostics;
        this.names = names;
        this.inventory = inventory;
        this.pools = pools;
        this.addresses = addresses;
        this.identities = identities;
        this.disks = new DiskAssembly(diagnostics);
    }

    void assemble(Bound said, Slots into) {
        Map<String, String> hostOf = hostOf(said, inventory.match(said, "on"));
        if (hostOf.isEmpty()) {
            names.doubt("slot");
        }
        checkAmounts(said);
        boolean good = disks.check(said) & refersWell(said) && said.isSound();
        Map<String, Integer> placed = new HashMap<>();
        int most = hostOf.values().stream().distinct().mapToInt(host -> Collections.frequency(hostOf.values(), host)).max().orElse(0);
        hostOf.forEach((name, host) -> {
            int place = placed.merge(host, 1, Integer::sum) - 1;
            if (names.declare("slot", name, said.at("name"))) {
                if (good) {
                    into.add(slot(said, said.as(Said.OfSlot.class), name, host, place, most));
                } else {
                    into.addBroken(placeholder(said, name, host));
                }
            }
        });
    }

    /** The names of the slots, each with its host. Empty if the hosts or the numbers are not right, and that is said. */
    private Map<String, String> hostOf(Bound said, List<String> hosts) {
        String name = said.text("name").orElseThrow();
        if (!said.values().containsKey("perHost")) {
            if (hosts.size() > 1) {
                diagnostics.error(said.at("on"), "a slot has one host, and these are " + hosts.size() + ": " + String.join(", ", hosts),
                        "several are declared by slots('" + name + "', perHost: 1) { … }");
            }
            return hosts.size() == 1 ? Map.of(name, hosts.get(0)) : Map.of();
        }
        boolean byHost = said.says("perHost");
        boolean byCount = said.says("count");
        if (byHost == byCount) {
            diagnostics.error(byHost ? said.at("count") : said.call().at(),
                    "'slots' wants " + (byHost ? "either perHost or count, not both" : "to know how many"),
                    "slots('" + name + "', perHost: 2) { … }");
            return Map.of();
        }
        String by = byHost ? "perHost" : "count";
        int number = said.find(by, Integer.class).orElse(-1);
        if (number < 1 || number > MOST) {
            said.find(by, Integer.class).ifPresent(wrong -> diagnostics.error(said.at(by), "the number of slots is between 1 and " + MOST));
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

    private void checkAmounts(Bound said) {
        said.find("memory", Size.class).filter(size -> size.bytes() == 0).ifPresent(none ->
                diagnostics.error(said.at("memory"), "a guest needs memory"));
        said.find("vcpus", Integer.class).filter(number -> number < 1).ifPresent(number ->
                diagnostics.error(said.at("vcpus"), "a guest needs at least 1 virtual processor, not " + number));
    }

    private boolean refersWell(Bound said) {
        boolean good = refersTo("pool", said, "disk.pool") & refersTo("template", said, "template") & names.checkImage(said, "image");
        for (int i = 0; said.says("nic[" + i + "]"); i++) {
            good &= refersTo("network", said, "nic[" + i + "].network");
        }
        return good;
    }

    private boolean refersTo(String kind, Bound said, String path) {
        return said.text(path).map(name -> names.check(kind, name, said.at(path))).orElse(true);
    }

    private Slot slot(Bound said, Said.OfSlot slot, String name, String host, int place, int slots) {
        Pool pool = pools.get(slot.disk().pool());
        if (pool != null && !pool.hosts().isEmpty() && !pool.hosts().contains(host)) {
            diagnostics.error(said.at("disk.pool"), "pool '" + pool.name() + "' is not on host " + host,
                    "it is on " + String.join(", ", pool.hosts()));
        }
        if (pool != null && pool.store().kind() == Pool.Kind.LOGICAL) {
            diagnostics.error(said.at("disk.pool"), "pool '" + pool.name() + "' is a volume group, and slots have no files there",
                    "say volumeGroup: '" + pool.store().path() + "' in place of it");
        }
        List<Nic> nics = new ArrayList<>();
        for (int i = 0; i < slot.nic().size(); i++) {
            nics.add(nic(said, "nic[" + i + "]", slot.nic().get(i), name, host, i));
        }
        Disk disk = disks.disk(said, slot.disk(), name, host, place, slots);
        Identity identity = identities.of(said, slot.identity(), Identity.NONE, name, host, nics);
        return new Slot(name, host, disk, slot.memory(), slot.vcpus(), identities.addressed(nics, identity), slot.template(), slot.image(),
                slot.vars(), identity, said.files("insert"), said.at("name"));
    }

    private Nic nic(Bound said, String path, Said.OfNic nic, String slot, String host, int index) {
        addresses.checkPlace(said.at(path + ".network"), nic.network(), List.of(host));
        String mac = addresses.mac(said.at(path + ".mac"), nic.mac(), slot, index);
        if (!nic.address().isEmpty()) {
            addresses.checkAddress(said.at(path + ".address"), nic.address(), nic.network(), host);
        }
        return new Nic(nic.network(), mac, nic.address());
    }

    /** What play code sees of a slot whose declaration has errors; it never leaves the loader. */
    private static Slot placeholder(Bound said, String name, String host) {
        return new Slot(name, host, new Disk("", new Size(0), 1, "ext4"), new Size(0), 1, List.of(), "", "", Map.of(), said.at("name"));
    }
}
