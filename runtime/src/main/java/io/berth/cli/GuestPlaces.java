package io.berth.cli;

import io.berth.api.TaskFailure;
import io.berth.cluster.Cluster;
import io.berth.cluster.HostOffer;
import io.berth.cluster.Placing;
import io.berth.cluster.SeenGuest;
import io.berth.cluster.SeenHost;
import io.berth.cluster.SeenRoom;
import io.berth.diag.Diagnostics;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Guest;
import io.berth.model.GuestDisk;
import io.berth.model.Host;
import io.berth.model.Playbook;
import io.berth.model.Pool;
import io.berth.model.Size;
import io.berth.transport.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Where the guests of a playbook are that say no host: found out before it is compiled. */
@FunctionalInterface
interface GuestPlaces {

    /** @param into gets what is wrong */
    Playbook placed(Playbook playbook, Diagnostics into) throws InterruptedException;

    /** For what asks no host: each stands on a host that is none, named for what it waits for. */
    GuestPlaces LATER = (playbook, into) -> later(playbook);

    /** Asks the hosts that guests may be on, if there are such guests. */
    static GuestPlaces asked(int forks, Secrecy secrecy) {
        return (playbook, into) -> {
            Set<String> candidates = new LinkedHashSet<>();
            playbook.guests().values().stream().filter(guest -> !guest.isPlaced() && !playbook.used().contains(guest.at().file())).forEach(guest -> candidates.addAll(guest.placement().among()));
            return candidates.isEmpty() ? playbook : Asked.of(playbook, candidates, forks, secrecy).placed(into);
        };
    }

    private static Playbook later(Playbook playbook) {
        Map<String, Guest> guests = new LinkedHashMap<>();
        Map<String, Host> hosts = new LinkedHashMap<>();
        playbook.guests().forEach((name, guest) -> {
            if (guest.isPlaced()) {
                guests.put(name, guest);
                return;
            }
            Host first = playbook.host(guest.placement().among().get(0));
            String where = guest.placement().among().size() == 1 ? first.name() : "one of " + String.join(", ", guest.placement().among());
            hosts.put(where, new Host(where, first.address(), first.port(), first.user(), first.identityFile(), first.knownHosts(), first.connection(),
                    first.become(), first.jump(), first.vars(), first.at()));
            guests.put(name, guest.on(where));
        });
        return hosts.isEmpty() ? playbook : playbook.with(guests, hosts);
    }

    /**
     * What the hosts answered.
     *
     * @param rooms of those that answered, by host
     */
    record Asked(Playbook playbook, Cluster cluster, Map<String, SeenRoom> rooms) {

        static Asked of(Playbook playbook, Set<String> candidates, int forks, Secrecy secrecy) throws InterruptedException {
            List<Host> hosts = candidates.stream().map(playbook::host).toList();
            Map<String, SeenHost> answered = new LinkedHashMap<>();
            Map<String, String> lost = new LinkedHashMap<>();
            Map<String, SeenRoom> rooms = new LinkedHashMap<>();
            try (Transport transport = Connections.open(secrecy)) {
                Survey survey = new Survey(transport, forks);
                survey.ask(hosts, host -> SeenHost.LOOK).forEach((host, seen) -> read(host, seen, lost, answer -> answered.put(host, SeenHost.of(host, answer))));
                List<Host> well = hosts.stream().filter(host -> answered.containsKey(host.name()) && answered.get(host.name()).answers()).toList();
                survey.ask(well, host -> question(playbook, host)).forEach((host, seen) -> read(host, seen, lost, answer -> rooms.put(host, SeenRoom.of(host, answer))));
            }
            answered.values().stream().filter(host -> !host.answers()).forEach(host -> lost.put(host.name(), "libvirt does not answer: " + host.lost()));
            lost.keySet().forEach(answered::remove);
            return new Asked(playbook, new Cluster(answered, lost), rooms);
        }

        private static void read(String host, Survey.Seen seen, Map<String, String> lost, Survey.Reader reader) {
            try {
                if (seen.answer().isPresent()) {
                    Answer answer = seen.answer().get();
                    reader.read(answer);
                } else {
                    lost.put(host, seen.lost());
                }
            } catch (TaskFailure e) {
                lost.put(host, e.getMessage());
            }
        }

        private static Command question(Playbook playbook, Host host) {
            Map<String, String> pools = playbook.pools().values().stream().filter(pool -> pool.hosts().contains(host.name()))
                    .collect(Collectors.toMap(Pool::name, Pool::dir, (one, other) -> one, LinkedHashMap::new));
            List<String> paths = new ArrayList<>();
            playbook.guests().values().forEach(guest -> guest.disks().stream().filter(GuestDisk::isVolume).forEach(disk -> paths.add(path(playbook, disk))));
            return SeenRoom.look(pools, paths);
        }

        private static String path(Playbook playbook, GuestDisk disk) {
            String dir = !disk.volumeGroup().isEmpty() ? "/dev/" + disk.volumeGroup() : playbook.pool(disk.pool()).dir();
            return dir.endsWith("/") ? dir + disk.volume() : dir + "/" + disk.volume();
        }

        Playbook placed(Diagnostics into) {
            Map<String, HostOffer> offers = new LinkedHashMap<>();
            cluster.hosts().values().forEach(host -> offers.put(host.name(), HostOffer.of(host, rooms.get(host.name()), playbook.host(host.name()), playbook)));
            Map<String, Placing.Placed> known = new LinkedHashMap<>();
            playbook.guests().values().forEach(guest -> known(guest, known, into));
            Placing.Result result = new Placing(offers, playbook.guests().values(), (guest, disk) -> path(playbook, disk)).place(known);
            result.nowhere().forEach((name, reasons) -> into.error(playbook.guests().get(name).at(), "there is no host for guest '" + name + "'",
                    reasons.entrySet().stream().map(reason -> reason.getKey() + ": " + reason.getValue()).toArray(String[]::new)));
            Map<String, Guest> guests = new LinkedHashMap<>();
            playbook.guests().forEach((name, guest) -> {
                Placing.Placed placed = result.placed().get(name);
                guests.put(name, guest.isPlaced() || placed == null ? guest : guest.on(placed.host(), placed.why()));
            });
            return playbook.with(guests, Map.of());
        }

        private void known(Guest guest, Map<String, Placing.Placed> known, Diagnostics into) {
            List<SeenGuest> there = cluster.named(guest.name());
            if (guest.isPlaced()) {
                boolean runs = there.stream().anyMatch(one -> one.host().equals(guest.host()) && one.active());
                known.put(guest.name(), new Placing.Placed(guest.host(), "", runs ? new Size(0) : guest.memory()));
            } else if (there.size() > 1) {
                into.error(guest.at(), "guest '" + guest.name() + "' is on several hosts: " + there.stream().map(SeenGuest::host).collect(Collectors.joining(", ")),
                        "undefine all but one of them");
            } else if (there.size() == 1) {
                known.put(guest.name(), new Placing.Placed(there.get(0).host(), "it is there", there.get(0).active() ? new Size(0) : guest.memory()));
            } else {
                // it may be there: its tasks tell that the host cannot be reached, and nothing is made elsewhere
                guest.placement().among().stream().filter(cluster.lost()::containsKey).findFirst().ifPresent(host ->
                        known.put(guest.name(), new Placing.Placed(host, "it may be there", guest.memory())));
            }
        }
    }
}
