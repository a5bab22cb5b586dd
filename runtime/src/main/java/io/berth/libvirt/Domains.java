package io.berth.libvirt;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All domains of a host. */
public record Domains(List<FoundDomain> all) {
    public Domains {
        all = List.copyOf(all);
    }

    /**
     * @param out what {@code domains.sh} printed
     * @throws IllegalArgumentException if it was cut off
     */
    public static Domains parse(String out) {
        return new Domains(Listing.parse(out).byUuid().entrySet().stream()
                .filter(entry -> Listing.complete(entry.getValue(), "info", "stored"))
                .map(entry -> domain(entry.getKey(), entry.getValue()))
                .toList());
    }

    private static FoundDomain domain(String uuid, Map<String, String> answers) {
        Element stored = Listing.xml(answers.get("stored"));
        String live = answers.getOrDefault("live", "");
        String info = answers.get("info");
        return new FoundDomain(stored.textAt("name"), uuid, FoundDomain.State.of(Listing.field(info, "State")),
                Listing.field(info, "Persistent").equals("yes"), Listing.field(info, "Autostart").equals("enable"),
                Listing.field(info, "Managed save").equals("yes"),
                answers.getOrDefault("snapshots", "").lines().toList(), live.isEmpty() ? stored : Listing.xml(live), stored);
    }

    public Optional<FoundDomain> named(String name) {
        return all.stream().filter(domain -> domain.name().equals(name)).findFirst();
    }

    /**
     * Why a domain must not be defined beside the others: what each of them claims, too, running or not.
     *
     * @param name the domain's own name
     * @return one line for each: {@code disk /srv/a.raw is domain web's}
     */
    public List<String> claimedByOthers(String name, Element definition) {
        Claims claims = Claims.of(definition);
        return all.stream()
                .filter(other -> !other.name().equals(name))
                .flatMap(other -> claims.against(Claims.of(other.live()).and(Claims.of(other.stored()))).stream()
                        .map(claim -> claim + " is domain " + other.name() + "'s"))
                .toList();
    }

    /** Likewise for a start: what domains that run claim, too. */
    public List<String> usedByOthers(String name, Element definition) {
        Claims claims = Claims.of(definition);
        return all.stream()
                .filter(other -> other.active() && !other.name().equals(name))
                .flatMap(other -> claims.against(Claims.of(other.live())).stream()
                        .map(claim -> claim + " is in use by domain " + other.name()))
                .toList();
    }

    /** Domains that have one of these files or devices, to write or to read, themselves or under what they have, as they run or are defined. */
    public List<FoundDomain> having(Collection<String> paths) {
        return all.stream().filter(domain -> {
            Claims claims = Claims.of(domain.live()).and(Claims.of(domain.stored()));
            return Stream.of(claims.writes(), claims.shares(), claims.reads()).flatMap(Collection::stream).anyMatch(paths::contains);
        }).toList();
    }

    /** Domains that have this volume by its pool's name and its own. */
    public List<FoundDomain> having(String pool, String volume) {
        return all.stream().filter(domain -> Stream.of(domain.live(), domain.stored()).flatMap(xml -> xml.at("devices", "disk", "source"))
                .anyMatch(source -> source.attribute("pool").equals(pool) && source.attribute("volume").equals(volume))).toList();
    }
}
