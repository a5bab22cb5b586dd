package io.berth.cluster;

import io.berth.model.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether a guest may start on a host, by what runs on all hosts. What it lets start counts from then on, so that guests which start together
 * are kept from hurting one another.
 */
public final class StartCheck {

    /**
     * How a host's memory is counted.
     *
     * @param reserve what must be left of it beside the guest's
     * @param overcommit whether what running guests were promised and have not touched yet counts as available
     */
    public record Room(Size reserve, boolean overcommit) {

        private static final int RESERVE_MIB = 512;

        /** The usual reserve, as playbooks say it. */
        public static final String RESERVE = RESERVE_MIB + "MiB";

        public static final Room USUAL = new Room(Size.mib(RESERVE_MIB), false);
    }

    private final Map<String, SeenHost> hosts;
    private final List<Running> running;

    /** @param places by host, what lies behind the disks of its guests */
    StartCheck(Cluster cluster, Map<String, SeenPlaces> places) {
        this.hosts = cluster.hosts();
        this.running = hosts.values().stream().flatMap(host -> host.taking().stream())
                .map(guest -> Running.of(guest, places.getOrDefault(guest.host(), SeenPlaces.NONE))).collect(Collectors.toCollection(ArrayList::new));
    }

    /** With what does not have to be asked of hosts: names, addresses, memory and processors, and remote disks. */
    public static StartCheck withoutDisks(Cluster cluster) {
        return new StartCheck(cluster, Map.of());
    }

    /**
     * Why it must not start there: a line for each rule that forbids it, which is its first word, with the guest and the host in the way. Empty: it may,
     * and counts from now on.
     *
     * @param places what lies behind its disks on that host
     * @param from the host that it moves from, where it runs until then; empty: it must run nowhere
     */
    List<String> refusals(String host, GuestClaims guest, SeenPlaces places, String from, Room room) {
        Running wish = Running.of(host, guest, places);
        List<String> found = new ArrayList<>();
        for (Running other : running) {
            boolean itself = !guest.uuid().isEmpty() ? guest.uuid().equals(other.uuid()) || other.uuid().isEmpty() && guest.name().equals(other.name()) : guest.name().equals(other.name());
            // one that a move has left off where it was may be started there again
            if (itself && (other.host().equals(from) || other.host().equals(host) && hosts.get(host).leaving().contains(other.uuid()))) {
                continue;
            }
            if (itself || guest.name().equals(other.name())) {
                found.add("runs-elsewhere: guest " + guest.name() + (other.name().equals(guest.name()) ? "" : " (as " + other.name() + ")") + " runs on host " + other.host());
            } else {
                found.addAll(shared(wish, other));
            }
        }
        found.addAll(room(hosts.get(host), guest, room));
        if (found.isEmpty()) {
            running.add(wish);
        }
        return found;
    }

    /** The same with what {@link #withoutDisks} knows. */
    public List<String> refusals(String host, GuestClaims guest, Room room) {
        return refusals(host, guest, SeenPlaces.NONE, "", room);
    }

    private static List<String> shared(Running wish, Running other) {
        String who = " is in use by guest " + other.name() + " on host " + other.host();
        List<String> found = new ArrayList<>();
        boolean here = wish.host().equals(other.host());
        wish.disks().forEach((disk, use) -> other.disks().forEach((theirs, how) -> {
            if (!use.besides(how) && disk.is(theirs, here)) {
                found.add("disk-in-use: disk " + disk.path() + who + (theirs.path().equals(disk.path()) ? "" : " as " + theirs.path())
                        + (how == Running.Use.READS ? ", which reads it" : ""));
            }
        }));
        new TreeSet<>(wish.macs()).stream().filter(other.macs()::contains).forEach(mac -> found.add("mac-in-use: MAC " + mac + who));
        return found;
    }

    private List<String> room(SeenHost host, GuestClaims guest, Room room) {
        List<String> found = new ArrayList<>();
        if (host.cpus() < guest.vcpus()) {
            found.add("cpus: guest " + guest.name() + " has " + guest.vcpus() + " processors, host " + host.name() + " has " + host.cpus());
        }
        long promised = room.overcommit() ? 0 : running.stream().filter(other -> other.host().equals(host.name())).mapToLong(other -> other.unused().bytes()).sum();
        Size left = new Size(Math.max(0, host.available().bytes() - promised));
        if (left.bytes() < guest.memory().bytes() + room.reserve().bytes()) {
            found.add("memory: guest " + guest.name() + " has " + guest.memory() + ", host " + host.name() + " has " + left + " available"
                    + (promised > 0 ? " beside what its guests were promised" : "") + ", of which " + room.reserve() + " are its reserve");
        }
        return found;
    }
}
