package io.berth.cluster;

import io.berth.model.Guest;
import io.berth.model.Guest.Placement;
import io.berth.model.GuestDisk;
import io.berth.model.GuestNic;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Finds a host for each guest: one that has what it needs and keeps the rules of who is beside whom, and of these the one with most memory left, then with
 * fewest processors given away. What is there stays where it is. The same question has the same answer.
 */
public final class Placing {

    /** Memory of a host that no guest gets. */
    public static final Size RESERVE = StartCheck.Room.USUAL.reserve();

    /** Tries until it is given up: a placement that exists is found long before, unless the rules are a riddle. */
    private static final int MOST_TRIES = 20_000;

    /**
     * Where a guest is.
     *
     * @param why half a sentence
     * @param memory that it takes of the host when it starts; zero of one that runs
     */
    public record Placed(String host, String why, Size memory) { }

    /**
     * What came of it.
     *
     * @param placed by guest
     * @param nowhere of guests that have no host: by guest, and then for each host that it may be on, why not
     */
    public record Result(Map<String, Placed> placed, Map<String, Map<String, String>> nowhere) { }

    private final Map<String, HostOffer> offers;
    private final Map<String, Guest> guests;
    private final BiFunction<Guest, GuestDisk, String> paths;
    private final Map<String, Placed> placed = new LinkedHashMap<>();
    private int tries;

    /**
     * @param offers by host
     * @param guests of the playbook, by name
     * @param paths where a disk of a guest lies on its host
     */
    public Placing(Map<String, HostOffer> offers, Collection<Guest> guests, BiFunction<Guest, GuestDisk, String> paths) {
        this.offers = new LinkedHashMap<>(offers);
        this.guests = new LinkedHashMap<>();
        guests.forEach(guest -> this.guests.put(guest.name(), guest));
        this.paths = paths;
    }

    /** @param known where guests are already, or are said to be: they stay */
    public Result place(Map<String, Placed> known) {
        placed.putAll(known);
        List<Guest> open = guests.values().stream().filter(guest -> !placed.containsKey(guest.name())).toList();
        tries = 0;
        if (search(open, 0)) {
            return new Result(Map.copyOf(placed), Map.of());
        }
        placed.keySet().retainAll(known.keySet());
        Map<String, Map<String, String>> nowhere = new LinkedHashMap<>();
        for (Guest guest : open) { // one after another, as far as that goes: what is left over is told
            Optional<HostOffer> best = best(guest).stream().findFirst();
            best.ifPresentOrElse(offer -> put(guest, offer), () -> nowhere.put(guest.name(), reasons(guest)));
        }
        return new Result(Map.copyOf(placed), nowhere);
    }

    private boolean search(List<Guest> open, int next) {
        if (next == open.size()) {
            return true;
        }
        Guest guest = open.get(next);
        for (HostOffer offer : best(guest)) {
            if (++tries > MOST_TRIES) {
                return false;
            }
            put(guest, offer);
            if (search(open, next + 1)) {
                return true;
            }
            placed.remove(guest.name());
        }
        return false;
    }

    private void put(Guest guest, HostOffer offer) {
        long fitting = candidates(guest).stream().filter(other -> obstacle(guest, other).isEmpty()).count();
        Size left = new Size(free(offer) - guest.memory().bytes());
        String why = has(guest, offer) ? "its disk is there" : fitting == 1 ? "the only one that fits" : "of " + fitting + " that fit the one with most memory: " + left + " left";
        placed.put(guest.name(), new Placed(offer.host(), why, guest.memory()));
    }

    /** The hosts that it can be on, the best first. */
    private List<HostOffer> best(Guest guest) {
        return candidates(guest).stream().filter(offer -> obstacle(guest, offer).isEmpty())
                .sorted(Comparator.comparing((HostOffer offer) -> !has(guest, offer))
                        .thenComparing(Comparator.comparingLong(this::free).reversed())
                        .thenComparing(offer -> (double) vcpus(offer) / offer.cpus())).toList();
    }

    private List<HostOffer> candidates(Guest guest) {
        return guest.placement().among().stream().map(offers::get).filter(Objects::nonNull).toList();
    }

    /** Whether a run that did not come to its end has made a disk of it there. */
    private boolean has(Guest guest, HostOffer offer) {
        return guest.disks().stream().filter(GuestDisk::isVolume).anyMatch(disk -> offer.there().contains(paths.apply(guest, disk)));
    }

    private Map<String, String> reasons(Guest guest) {
        Map<String, String> reasons = new LinkedHashMap<>();
        guest.placement().among().forEach(host -> reasons.put(host, offers.containsKey(host) ? obstacle(guest, offers.get(host)).orElse("others need it") : "it cannot be asked"));
        return reasons;
    }

    /** Why it cannot be there; empty: it can. */
    Optional<String> obstacle(Guest guest, HostOffer offer) {
        for (Map.Entry<String, Object> label : guest.placement().labels().entrySet()) {
            Object has = offer.vars().get(label.getKey());
            if (!String.valueOf(label.getValue()).equals(String.valueOf(has))) {
                return Optional.of(label.getKey() + " is " + (has == null ? "not said of it" : has) + ", not " + label.getValue());
            }
        }
        for (Map.Entry<String, Placed> other : placed.entrySet()) {
            Optional<String> why = rule(guest, offer, other.getKey(), other.getValue().host());
            if (why.isPresent()) {
                return why;
            }
        }
        for (GuestNic nic : guest.nics()) {
            String net = nic.network().isEmpty() ? "bridge " + nic.bridge() : "network " + nic.network();
            if (!offer.nets().contains(net)) {
                return Optional.of("it has no " + net);
            }
        }
        if (guest.vcpus() > offer.cpus()) {
            return Optional.of("it has " + offer.cpus() + " processors, and " + guest.vcpus() + " are wanted");
        }
        if (free(offer) < guest.memory().bytes()) {
            return Optional.of("it has " + new Size(Math.max(0, free(offer))) + " of memory beside the reserve, and " + guest.memory() + " are wanted");
        }
        return storage(guest, offer);
    }

    private Optional<String> rule(Guest guest, HostOffer offer, String otherName, String otherHost) {
        boolean here = otherHost.equals(offer.host());
        Guest other = guests.get(otherName);
        if (other == null || otherName.equals(guest.name())) {
            return Optional.empty();
        }
        Placement mine = guest.placement();
        Placement theirs = other.placement();
        if (!here && (mine.together().contains(otherName) || theirs.together().contains(guest.name()))) {
            return Optional.of(otherName + ", which it is to be with, is on " + otherHost);
        }
        if (here && (mine.apartFrom().contains(otherName) || theirs.apartFrom().contains(guest.name()))) {
            return Optional.of(otherName + ", which it is to be apart from, is there");
        }
        if (mine.apart().isEmpty() || mine.series().isEmpty() || !mine.series().equals(theirs.series())) {
            return Optional.empty();
        }
        if (mine.apart().equals(Placement.HOSTS)) {
            return here ? Optional.of(otherName + " of the same series is there") : Optional.empty();
        }
        Object label = offer.vars().get(mine.apart());
        HostOffer its = offers.get(otherHost);
        if (label == null) {
            return Optional.of(mine.apart() + " is not said of it");
        }
        return here || its != null && label.equals(its.vars().get(mine.apart())) ? Optional.of(otherName + " of the same series is in " + mine.apart() + " " + label) : Optional.empty();
    }

    /** What is left of its memory for others; may be less than nothing. */
    private long free(HostOffer offer) {
        return offer.free().bytes() - RESERVE.bytes() - here(offer).stream().mapToLong(one -> one.getValue().memory().bytes()).sum();
    }

    private int vcpus(HostOffer offer) {
        return offer.vcpus() + here(offer).stream().filter(one -> guests.containsKey(one.getKey())).mapToInt(one -> guests.get(one.getKey()).vcpus()).sum();
    }

    private List<Map.Entry<String, Placed>> here(HostOffer offer) {
        return placed.entrySet().stream().filter(one -> one.getValue().host().equals(offer.host())).toList();
    }

    private static String room(GuestDisk disk) {
        return disk.volumeGroup().isEmpty() ? "pool " + disk.pool() : "group " + disk.volumeGroup();
    }

    private Optional<String> storage(Guest guest, HostOffer offer) {
        Map<String, Long> wanted = new HashMap<>();
        List<Guest> all = new ArrayList<>(here(offer).stream().map(one -> guests.get(one.getKey())).filter(Objects::nonNull).toList());
        all.add(guest);
        for (Guest one : all) {
            one.disks().stream().filter(GuestDisk::isVolume).filter(disk -> !offer.there().contains(paths.apply(one, disk)))
                    .forEach(disk -> wanted.merge(room(disk), disk.size().bytes(), Long::sum));
        }
        for (GuestDisk disk : guest.disks().stream().filter(GuestDisk::isVolume).toList()) {
            String room = room(disk);
            Size free = offer.rooms().get(room);
            if (free == null) {
                return Optional.of("it has no " + room);
            }
            if (wanted.getOrDefault(room, 0L) > free.bytes()) {
                return Optional.of("its " + room + " has " + free + " free, and " + new Size(wanted.get(room)) + " are wanted");
            }
        }
        return Optional.empty();
    }
}
