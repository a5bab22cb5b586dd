package io.berth.cli;

import io.berth.cluster.Cluster;
import io.berth.cluster.SeenGuest;
import io.berth.libvirt.DomainDisk;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What guests of all hosts have already, so that it is not given to another. */
final class NewNames {

    private NewNames() {
    }

    /** Whether a host has a guest of this name. @throws Usage if that cannot be known, since hosts do not answer */
    static boolean isThere(Cluster cluster, String name) {
        if (!cluster.named(name).isEmpty()) {
            return true;
        }
        String doubts = cluster.doubts().collect(Collectors.joining("; "));
        if (!doubts.isEmpty()) {
            throw new Usage("whether there is a guest " + name + " already is not known: " + doubts + "; --limit leaves hosts out");
        }
        return false;
    }

    /** In lower case. */
    static Set<String> macs(Cluster cluster) {
        return definitions(cluster.guests()).flatMap(domain -> domain.at("devices", "interface", "mac")).map(mac -> mac.attribute("address").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Of a guest's disks those that guests of other hosts name, too: it may be the same store. */
    static List<String> pathsElsewhere(Cluster cluster, SeenGuest guest) {
        Set<String> others = definitions(cluster.guests().stream().filter(other -> !other.host().equals(guest.host())).toList())
                .flatMap(domain -> DomainDisk.all(domain).stream()).flatMap(disk -> disk.paths().stream()).collect(Collectors.toSet());
        return definitions(List.of(guest)).flatMap(domain -> DomainDisk.all(domain).stream()).map(DomainDisk::path).filter(others::contains).distinct().toList();
    }

    private static Stream<Element> definitions(List<SeenGuest> guests) {
        return guests.stream().flatMap(guest -> guest.domain().stream()).flatMap((FoundDomain domain) -> Stream.of(domain.live(), domain.stored()));
    }
}
