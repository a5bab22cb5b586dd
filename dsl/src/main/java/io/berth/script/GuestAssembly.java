package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.model.Guest;
import io.berth.model.Guest.Placement;
import io.berth.model.GuestDisk;
import io.berth.model.GuestNic;
import io.berth.model.Pool;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes guests of what {@code guest} and {@code guests} said: names and places, disks, addresses of their cards, references. */
final class GuestAssembly {

    private static final int MOST = 10_000;

    private final Diagnostics diagnostics;
    private final Names names;
    private final Inventory inventory;
    private final Map<String, Pool> pools;
    private final NicAddresses addresses;
    private final GuestDisks disks;
    private final GuestSeeds seeds;
    /** What is said of each guest, by its name. */
    private final Map<String, Bound> saidOf = new LinkedHashMap<>();

    GuestAssembly(Diagnostics diagnostics, Names names, Inventory inventory, Map<String, Pool> pools, NicAddresses addresses, Identities identities, Cards cards) {
        this.diagnostics = diagnostics;
        this.names = names;
        this.inventory = inventory;
        this.pools = pools;
        this.addresses = addresses;
        this.disks = new GuestDisks(diagnostics, names, pools);
        this.seeds = new GuestSeeds(diagnostics, identities, cards);
    }

    /** By name, in the order of saying. What is wrong with them is said. */
    Map<String, Guest> assemble(List<Bound> declared) {
        Map<String, Guest> guests = new LinkedHashMap<>();
        Map<Bound, List<String>> series = new LinkedHashMap<>();
        declared.forEach(said -> series.put(said, named(said)));
        series.forEach((said, all) -> {
            List<String> hosts = hosts(said);
            boolean good = checkAmounts(said) & refersWell(said, hosts) & disks.check(said) & seeds.check(said) && said.isSound();
            for (int i = 0; good && i < all.size(); i++) {
                guests.put(all.get(i), guest(said, all.get(i), hosts, i, all.size()));
            }
        });
        return guests;
    }

    /** The names that are new. */
    private List<String> named(Bound said) {
        String name = said.text("name").orElseThrow();
        List<String> all = new ArrayList<>();
        if (!said.values().containsKey("count")) {
            all.add(name);
        } else {
            int count = said.find("count", Integer.class).orElse(0);
            if (said.says("count") && (count < 1 || count > MOST)) {
                diagnostics.error(said.at("count"), "the number of guests is between 1 and " + MOST);
                return List.of();
            }
            int width = Math.max(2, String.valueOf(count).length());
            for (int i = 1; i <= count; i++) {
                all.add(name + String.format("%0" + width + "d", i));
            }
        }
        all.removeIf(one -> !isNew(one, said));
        return all;
    }

    private boolean isNew(String name, Bound said) {
        if (names.known("slot").contains(name)) {
            diagnostics.error(said.at("name"), "'" + name + "' is the name of a slot already: both would be one domain");
            return false;
        }
        boolean fresh = names.declare("guest", name, said.at("name"));
        if (fresh) {
            saidOf.put(name, said);
        }
        return fresh;
    }

    /** The hosts that the guest may be on; of one that is said to be on a host, that one. None where that is wrong, and it is said. */
    private List<String> hosts(Bound said) {
        boolean on = said.says("on");
        boolean place = said.says("place");
        String example = "on 'kvm1', or place among: 'hypervisors'";
        if (on == place) {
            diagnostics.error(on ? said.at("place") : said.call().at(), on ? "a guest is on a host, or is placed, not both" : "'" + said.call().word() + "' says neither 'on' nor 'place'", example);
            return List.of();
        }
        if (on) {
            List<String> hosts = inventory.match(said, "on");
            if (hosts.size() > 1) {
                diagnostics.error(said.at("on"), "a guest has one host, and these are " + hosts.size() + ": " + String.join(", ", hosts), "place among: …");
            }
            return hosts.size() == 1 ? hosts : List.of();
        }
        if (!said.says("place.among")) {
            diagnostics.error(said.at("place"), "'place' says no 'among'", "place among: 'hypervisors'");
            return List.of();
        }
        return inventory.match(said, "place.among");
    }

    private boolean checkAmounts(Bound said) {
        Size memory = said.find("memory.size", Size.class).orElse(Size.mib(1));
        Size most = said.find("memory.max", Size.class).orElse(memory);
        boolean good = true;
        if (memory.bytes() == 0) {
            good = wrong(said, "memory.size", "a guest needs memory");
        } else if (said.says("memory.max") && most.compareTo(memory) < 0) {
            good = wrong(said, "memory.max", "the most that it may have, " + most + ", is less than it has: " + memory);
        }
        for (String part : List.of("memory.size", "memory.max")) {
            if (said.find(part, Size.class).filter(size -> size.bytes() % 1024 != 0).isPresent()) {
                good = wrong(said, part, "memory is a whole number of KiB");
            }
        }
        int vcpus = said.find("vcpus.count", Integer.class).orElse(1);
        if (vcpus < 1) {
            good = wrong(said, "vcpus.count", "a guest needs at least 1 virtual processor, not " + vcpus);
        } else if (said.says("vcpus.max") && said.find("vcpus.max", Integer.class).orElse(vcpus) < vcpus) {
            good = wrong(said, "vcpus.max", "the most that it may have is less than it has: " + vcpus);
        }
        return good;
    }

    private boolean refersWell(Bound said, List<String> hosts) {
        boolean good = !hosts.isEmpty() & said.text("template").map(name -> names.check("template", name, said.at("template"))).orElse(true);
        for (int i = 0; said.says("nic[" + i + "]"); i++) {
            good &= checkNic(said, "nic[" + i + "]", hosts);
        }
        for (int i = 0; said.says("disk[" + i + "]"); i++) {
            String path = "disk[" + i + "].pool";
            good &= said.text(path).map(pool -> names.check("pool", pool, said.at(path)) && isThere(said, path, pools.get(pool), hosts)).orElse(true);
        }
        return good & Stream.of("apartFrom", "together").allMatch(part -> others(said, part, "").isPresent()) & checkLoss(said);
    }

    private boolean checkLoss(Bound said) {
        boolean good = true;
        for (int i = 0; i < said.list("mayLose").size(); i++) {
            if (!said.list("mayLose").get(i).toString().matches(Guest.NVRAM + "|[a-z]d[a-z]")) {
                good = wrong(said, "mayLose[" + i + "]", "a guest can lose a disk, by its target, or its firmware's variables", "mayLose 'vda', '" + Guest.NVRAM + "'");
            }
        }
        return good;
    }

    private boolean isThere(Bound said, String path, Pool pool, List<String> hosts) {
        List<String> without = pool == null || pool.hosts().isEmpty() ? List.of() : hosts.stream().filter(host -> !pool.hosts().contains(host)).toList();
        return without.isEmpty() || wrong(said, path, "pool '" + pool.name() + "' is not on host " + String.join(", ", without), "it is on " + String.join(", ", pool.hosts()));
    }

    private boolean checkNic(Bound said, String nic, List<String> hosts) {
        boolean network = said.says(nic + ".network");
        if (network == said.says(nic + ".bridge")) {
            return wrong(said, network ? nic + ".bridge" : nic, "a card is in a network, or on a bridge" + (network ? ", not both" : ""), "nic network: 'lan', or nic bridge: 'br0'");
        }
        if (said.text(nic + ".bridge").filter(name -> !name.matches("[A-Za-z0-9._-]{1,15}")).isPresent()) {
            return wrong(said, nic + ".bridge", "'" + said.text(nic + ".bridge").get() + "' cannot be the name of a bridge");
        }
        if (said.text(nic + ".model").filter(name -> !name.matches("[A-Za-z0-9-]{1,30}")).isPresent()) {
            return wrong(said, nic + ".model", "'" + said.text(nic + ".model").get() + "' cannot be a card", "virtio, e1000e, rtl8139");
        }
        if (!network) {
            return true;
        }
        String name = said.text(nic + ".network").orElse("");
        addresses.checkPlace(said.at(nic + ".network"), name, hosts);
        return names.check("network", name, said.at(nic + ".network"));
    }

    /** The guests that a part of 'place' means, other than {@code self}; empty if one of its patterns means none, and that is said. */
    private Optional<List<String>> others(Bound said, String part, String self) {
        Set<String> meant = new LinkedHashSet<>();
        boolean good = true;
        for (int i = 0; i < said.list("place." + part).size(); i++) {
            String text = said.list("place." + part).get(i).toString();
            try {
                meant.addAll(NamePattern.choose(NamePattern.listOf(text), saidOf.keySet(), term -> {
                    List<String> found = saidOf.keySet().stream().filter(term::matches).toList();
                    if (found.isEmpty() && !names.isDoubtful("guest")) {
                        throw new Trouble("no guest is called '" + term.text() + "'", DidYouMean.hint(term.text(), saidOf.keySet()));
                    }
                    return found;
                }));
            } catch (Trouble trouble) {
                good = wrong(said, "place." + part + "[" + i + "]", trouble.getMessage(), trouble.hints());
            }
        }
        meant.remove(self);
        return good ? Optional.of(List.copyOf(meant)) : Optional.empty();
    }

    private Guest guest(Bound said, String name, List<String> hosts, int number, int count) {
        SaidGuest.OfGuest guest = said.as(SaidGuest.OfGuest.class);
        boolean series = said.values().containsKey("count");
        Placement placement = !said.says("place") ? Placement.NONE : new Placement(hosts, series ? said.text("name").orElseThrow() : "",
                guest.place().apart().by(), others(said, "apartFrom", name).orElseThrow(), others(said, "together", name).orElseThrow(), guest.place().labels());
        List<GuestNic> nics = new ArrayList<>();
        for (int i = 0; i < guest.nic().size(); i++) {
            nics.add(nic(said, "nic[" + i + "]", guest.nic().get(i), name, i, number));
        }
        List<GuestDisk> made = disks.of(said, guest.disk(), name, count > 1);
        String host = said.says("place") ? "" : hosts.get(0);
        return new Guest(name, host, placement, guest.template(), guest.memory().size(), said.says("memory.max") ? guest.memory().max() : guest.memory().size(),
                guest.vcpus().count(), said.says("vcpus.max") ? guest.vcpus().max() : guest.vcpus().count(), made, nics, guest.uefi(),
                seeds.of(said, guest.cloudInit(), name, host.isEmpty() ? String.join(" ", hosts) : host, nics),
                guest.display(), guest.autostart(), guest.running(), guest.vars(), guest.qemuArguments(), new LinkedHashSet<>(guest.mayLose()), said.at("name"));
    }

    private GuestNic nic(Bound said, String path, SaidGuest.OfNic nic, String guest, int index, int number) {
        String mac = addresses.mac(said.at(path + ".mac"), nic.mac(), guest, index);
        return new GuestNic(nic.network(), nic.bridge(), mac, nic.mac().isEmpty(), nic.model(), nic.address().isEmpty() ? "" : address(said, path + ".address", nic, number));
    }

    /** A series counts up from the first one's address. */
    private String address(Bound said, String path, SaidGuest.OfNic nic, int number) {
        int slash = nic.address().indexOf('/');
        String first = slash < 0 ? nic.address() : nic.address().substring(0, slash);
        try {
            String address = new Ip4(Ip4.of(first).value() + number).toString();
            addresses.checkAddress(said.at(path), address, nic.network() + nic.bridge(), "its hosts");
            return address + (slash < 0 ? "" : nic.address().substring(slash));
        } catch (Trouble trouble) {
            diagnostics.error(said.at(path), trouble.getMessage(), trouble.hints());
            return "";
        }
    }

    private boolean wrong(Bound said, String path, String message, String... hints) {
        diagnostics.error(said.at(path), message, hints);
        return false;
    }
}
