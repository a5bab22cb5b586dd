package io.berth.cluster;

import io.berth.libvirt.FoundDomain;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where guests go that must leave their host, or that are to lie more evenly: by the memory that hosts have to give. */
public final class Spread {

    /** Hosts this close to one another, as parts of their memory, are even. */
    private static final double EVEN = 0.10;

    private final Size reserve;
    private final Map<String, Long> free = new LinkedHashMap<>();
    private final Map<String, SeenHost> hosts = new LinkedHashMap<>();

    /** @param to name of the host that it goes to */
    public record Move(SeenGuest guest, String to) { }

    /**
     * @param hosts that may be chosen; those whose libvirt does not answer are not
     * @param reserve of memory that each keeps
     */
    public Spread(Collection<SeenHost> hosts, Size reserve) {
        this.reserve = reserve;
        hosts.stream().filter(SeenHost::answers).forEach(host -> {
            this.hosts.put(host.name(), host);
            free.put(host.name(), HostUse.of(host).free().bytes());
        });
    }

    /**
     * A host for each, the largest first: the one that then has the most memory left. One that does not run takes none.
     *
     * @throws IllegalArgumentException if one fits nowhere
     */
    public List<Move> away(Collection<SeenGuest> guests) {
        return largestFirst(guests).stream().map(guest -> away(guest).orElseThrow(() -> new IllegalArgumentException("guest " + guest.name() + " (" + new Size(memory(guest))
                + ") fits on no other host: " + told(guest)))).toList();
    }

    /** A host for one of them, which takes there what it takes from then on; empty: it fits nowhere. */
    Optional<Move> away(SeenGuest guest) {
        return free.keySet().stream().filter(name -> !name.equals(guest.host())).filter(name -> fits(guest, name)).max(Comparator.comparingLong(free::get))
                .map(to -> move(guest, to));
    }

    static List<SeenGuest> largestFirst(Collection<SeenGuest> guests) {
        return guests.stream().sorted(Comparator.comparingLong(Spread::memory).reversed().thenComparing(SeenGuest::name)).toList();
    }

    /** Moves of guests that run, from the fullest host to the emptiest, as long as that makes both more even; each guest once. */
    public List<Move> even() {
        List<Move> moves = new ArrayList<>();
        List<SeenGuest> movable = new ArrayList<>();
        hosts.values().forEach(host -> host.guests().stream().filter(Spread::canMove).forEach(movable::add));
        while (hosts.size() > 1) {
            String full = free.keySet().stream().max(Comparator.comparingDouble(this::used)).orElseThrow();
            String empty = free.keySet().stream().min(Comparator.comparingDouble(this::used)).orElseThrow();
            double apart = used(full) - used(empty);
            SeenGuest best = apart <= EVEN ? null : movable.stream().filter(guest -> guest.host().equals(full) && fits(guest, empty) && after(guest, full, empty) < apart)
                    .min(Comparator.comparingDouble(guest -> after(guest, full, empty))).orElse(null);
            if (best == null) {
                return moves;
            }
            movable.remove(best);
            free.merge(full, memory(best), Long::sum);
            moves.add(move(best, empty));
        }
        return moves;
    }

    private Move move(SeenGuest guest, String to) {
        free.merge(to, -memory(guest), Long::sum);
        return new Move(guest, to);
    }

    private boolean fits(SeenGuest guest, String host) {
        return (memory(guest) == 0 || free.get(host) - memory(guest) >= reserve.bytes()) && vcpus(guest) <= hosts.get(host).cpus();
    }

    private double used(String host) {
        return 1 - (double) free.get(host) / hosts.get(host).memory().bytes();
    }

    /** How far apart both are once it has moved. */
    private double after(SeenGuest guest, String from, String to) {
        double left = used(from) - (double) memory(guest) / hosts.get(from).memory().bytes();
        return Math.abs(left - used(to) - (double) memory(guest) / hosts.get(to).memory().bytes());
    }

    private static boolean canMove(SeenGuest guest) {
        return guest.active() && guest.domain().filter(FoundDomain::persistent).isPresent();
    }

    /** What it takes of a host while it runs. */
    private static long memory(SeenGuest guest) {
        return guest.active() ? GuestClaims.of(guest).memory().bytes() : 0;
    }

    private static int vcpus(SeenGuest guest) {
        return guest.active() ? GuestClaims.of(guest).vcpus() : 0;
    }

    private String told(SeenGuest guest) {
        List<String> all = new ArrayList<>();
        free.forEach((name, bytes) -> all.add(name + " has " + new Size(Math.max(0, bytes)) + " to give"
                + (vcpus(guest) <= hosts.get(name).cpus() ? "" : " and " + hosts.get(name).cpus() + " processors for its " + vcpus(guest))));
        return all.isEmpty() ? "there is none" : String.join(", ", all) + ", of which each keeps " + reserve;
    }
}
