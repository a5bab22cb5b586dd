package io.berth.libvirt;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What of a host a domain takes for itself. Compared exactly, path by path and address by address. A disk that has no path is called by what it
 * is: {@code volume pool/name}, {@code rbd:pool/image}.
 *
 * @param writes files and devices it writes to
 * @param shares likewise, but marked shareable
 * @param reads files it only reads: read-only disks and backing files
 * @param macs in lower case
 */
public record Claims(Set<String> writes, Set<String> shares, Set<String> reads, Set<String> macs) {

    public Claims {
        writes = Collections.unmodifiableSet(new LinkedHashSet<>(writes));
        shares = Collections.unmodifiableSet(new LinkedHashSet<>(shares));
        reads = Collections.unmodifiableSet(new LinkedHashSet<>(reads));
        macs = Collections.unmodifiableSet(new LinkedHashSet<>(macs));
    }

    public static Claims of(Element domain) {
        Set<String> writes = new LinkedHashSet<>();
        Set<String> shares = new LinkedHashSet<>();
        Set<String> reads = new LinkedHashSet<>();
        domain.at("devices", "disk").forEach(disk -> {
            Set<String> top = disk.child("readonly").isPresent() || disk.attribute("device").equals("cdrom") ? reads
                    : disk.child("shareable").isPresent() ? shares : writes;
            disk.all("source").flatMap(Claims::places).forEach(top::add);
            backing(disk).flatMap(file -> file.all("source")).flatMap(Claims::places).forEach(reads::add);
        });
        Set<String> macs = new LinkedHashSet<>();
        domain.at("devices", "interface", "mac")
                .forEach(mac -> macs.add(mac.attribute("address").toLowerCase(Locale.ROOT)));
        return new Claims(writes, shares, reads, macs);
    }

    private static Stream<String> places(Element source) {
        if (!source.attribute("volume").isEmpty()) {
            return Stream.of("volume " + source.attribute("pool") + "/" + source.attribute("volume"));
        }
        if (!source.attribute("protocol").isEmpty()) {
            return Stream.of(remote(source));
        }
        return Stream.of("file", "dev", "dir").map(source::attribute).filter(place -> !place.isEmpty());
    }

    /** Without the hosts where the name alone tells which it is: a cluster has many. */
    private static String remote(Element source) {
        String protocol = source.attribute("protocol");
        String where = protocol.equals("rbd") ? ""
                : source.all("host").findFirst().map(host -> host.attribute("name") + host.attribute("socket") + "/" + (host.attribute("port").isEmpty() ? "" : host.attribute("port") + "/")).orElse("");
        return protocol + ":" + where + source.attribute("name");
    }

    private static Stream<Element> backing(Element of) {
        return of.all("backingStore").flatMap(file -> Stream.concat(Stream.of(file), backing(file)));
    }

    /** All files and devices. */
    public Set<String> all() {
        return union(union(writes, shares), reads);
    }

    public Claims and(Claims other) {
        return new Claims(union(writes, other.writes), union(shares, other.shares), union(reads, other.reads),
                union(macs, other.macs));
    }

    /** What both cannot have: {@code disk /srv/a.raw}, {@code MAC 52:54:00:00:00:01}. Files that both only read are no conflict. */
    List<String> against(Claims other) {
        Set<String> disks = new TreeSet<>();
        disks.addAll(common(writes, union(other.writes, union(other.shares, other.reads))));
        disks.addAll(common(shares, union(other.writes, other.reads)));
        disks.addAll(common(reads, union(other.writes, other.shares)));
        return Stream.concat(disks.stream().map(disk -> "disk " + disk),
                new TreeSet<>(common(macs, other.macs)).stream().map(mac -> "MAC " + mac)).toList();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> both = new LinkedHashSet<>(one);
        both.addAll(other);
        return both;
    }

    private static Set<String> common(Set<String> one, Set<String> other) {
        Set<String> both = new LinkedHashSet<>(one);
        both.retainAll(other);
        return both;
    }
}
