package io.berth.task;

import io.berth.cluster.SeenGuest;
import io.berth.cluster.SeenHost;
import io.berth.libvirt.DomainComparison;
import io.berth.libvirt.Domains;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.FoundNetwork;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A host that is to get a guest.
 *
 * @param host what runs there
 * @param seen what it told of the guest's files and needs
 * @param reserve of memory that stays the host's own
 */
record MoveTarget(SeenHost host, SeenMove seen, List<FoundNetwork> networks, Size reserve) {

    /** What it lacks for the guest, a line each; none: the guest can come. */
    List<String> lacking(FoundDomain guest, GuestMove move) {
        List<String> lacking = new ArrayList<>();
        if (!host.answers()) {
            lacking.add("its libvirt does not answer: " + host.lost());
        }
        lacking.addAll(taken(guest));
        if (guest.active()) {
            lacking.addAll(tooSmall(guest));
        }
        seen.lacks().forEach((word, what) -> {
            switch (word) {
                case "nobridge" -> lacking.add("it has no bridge " + what);
                case "nomachine" -> lacking.add("it cannot be the guest's machine: " + what);
                default -> { }
            }
        });
        lacking.addAll(withoutNetwork(guest));
        lacking.addAll(withoutRoom(move));
        return lacking;
    }

    /** What others there have: its name, its disks, its addresses. */
    private List<String> taken(FoundDomain guest) {
        List<String> taken = new ArrayList<>();
        host.guests().stream().filter(other -> other.name().equals(guest.name()) || other.domain().filter(found -> found.uuid().equals(guest.uuid())).isPresent())
                .findFirst().ifPresent(other -> taken.add("it has a guest " + other.name() + " already" + (other.raw() ? ", without libvirt" : "")));
        Domains others = new Domains(host.guests().stream().filter(other -> !other.name().equals(guest.name())).map(SeenGuest::domain).flatMap(found -> found.stream()).toList());
        taken.addAll(others.claimedByOthers(guest.name(), guest.stored()));
        return taken;
    }

    private List<String> tooSmall(FoundDomain guest) {
        List<String> small = new ArrayList<>();
        Size memory = DomainComparison.memory(guest.live());
        if (host.available().bytes() < memory.bytes() + reserve.bytes()) {
            small.add("it has " + host.available() + " of memory to give, and " + memory + " are wanted, with a reserve of " + reserve);
        }
        String cpus = guest.live().textAt("vcpu");
        if (cpus.matches("[0-9]{1,5}") && Integer.parseInt(cpus) > host.cpus()) {
            small.add("it has " + host.cpus() + " processors, and the guest " + cpus);
        }
        return small;
    }

    private List<String> withoutNetwork(FoundDomain guest) {
        List<String> lacking = new ArrayList<>();
        guest.live().at("devices", "interface").filter(nic -> nic.attribute("type").equals("network")).map(nic -> nic.attributeOf("source", "network")).distinct()
                .forEach(name -> {
                    List<FoundNetwork> found = networks.stream().filter(network -> network.name().equals(name)).toList();
                    if (found.isEmpty()) {
                        lacking.add("it has no network " + name);
                    } else if (guest.active() && !found.get(0).active()) {
                        lacking.add("its network " + name + " is not started");
                    }
                });
        return lacking;
    }

    /** Of a filesystem that several files come to, the sum counts. */
    private Set<String> withoutRoom(GuestMove move) {
        Set<String> lacking = new LinkedHashSet<>();
        Map<String, Long> wanted = new LinkedHashMap<>();
        for (GuestMove.Item item : move.items()) {
            String directory = item.file().directory();
            SeenMove.Room room = seen.rooms().get(directory);
            boolean is = seen.files().containsKey(item.file().path());
            if (!item.goes() || item.action().equals("keep") && is) {
                continue;
            }
            if (is) {
                lacking.add("another " + item.file().path() + " is there");
            } else if (room == null) {
                lacking.add("there is no directory " + directory);
            } else if (wanted.merge(room.filesystem(), item.bytes(), Long::sum) > room.bytes()) {
                lacking.add(directory + " has room for " + new Size(room.bytes()) + ", and " + new Size(wanted.get(room.filesystem())) + " are to come");
            }
        }
        return lacking;
    }

    /** What a host is to be asked about a guest: words and values as {@code migrate/place.sh} takes them. */
    static List<String> questions(FoundDomain guest, List<MovedFile> files) {
        List<String> asked = new ArrayList<>();
        files.forEach(file -> asked.addAll(List.of("path", file.path())));
        files.stream().map(MovedFile::directory).distinct().forEach(directory -> asked.addAll(List.of("dir", directory)));
        guest.live().at("devices", "interface").filter(nic -> nic.attribute("type").equals("bridge"))
                .forEach(nic -> asked.addAll(List.of("bridge", nic.attributeOf("source", "bridge"))));
        Element type = guest.live().at("os", "type").findFirst().orElse(Element.of("type", Map.of()));
        asked.addAll(List.of("machine", String.join(" ", guest.live().attribute("type"), type.attribute("arch"), type.attribute("machine"),
                guest.live().textAt("devices", "emulator"))));
        guest.live().child("cpu").filter(cpu -> cpu.attribute("mode").equals("custom")).ifPresent(cpu -> asked.addAll(List.of("cpu", cpu.print())));
        return asked;
    }
}
