package io.berth.cluster;

import io.berth.libvirt.Amounts;
import io.berth.libvirt.Claims;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Size;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a guest takes for itself where it runs.
 *
 * @param uuid in lower case; empty: it has none
 * @param disks its disks and the addresses of its interfaces
 * @param memory of its host's, without huge pages
 * @param formats of those of its disks that may have backing files which are not named: of each its format; empty: to be found out
 */
public record GuestClaims(String name, String uuid, Claims disks, Size memory, int vcpus, Map<String, String> formats) {

    public GuestClaims {
        formats = Map.copyOf(formats);
    }

    /** @param domain its definition */
    public static GuestClaims of(Element domain) {
        return new GuestClaims(domain.textAt("name"), domain.textAt("uuid").toLowerCase(Locale.ROOT), Claims.of(domain), memory(domain),
                Amounts.vcpus(domain), formats(domain));
    }

    public static GuestClaims of(QemuLine line) {
        return new GuestClaims(line.name(), line.uuid(), line.claims(), line.memory(), line.vcpus(), line.formats());
    }

    /** Of one that runs: as libvirt tells it, else as its program was started. */
    static GuestClaims of(SeenGuest guest) {
        Optional<GuestClaims> told = guest.domain().filter(FoundDomain::active).map(domain -> of(domain.live()));
        return told.or(() -> guest.process().map(process -> of(process.line()))).orElseGet(() -> of(guest.domain().orElseThrow().live()));
    }

    /** The same with files that its disks are written over. */
    GuestClaims withBacking(Set<String> files) {
        return new GuestClaims(name, uuid, disks.and(new Claims(Set.of(), Set.of(), files, Set.of())), memory, vcpus, Map.of());
    }

    /** Huge pages are set aside from the rest of the memory, and libvirt counts them. */
    private static Size memory(Element domain) {
        return domain.at("memoryBacking", "hugepages").findAny().isPresent() ? new Size(0) : Amounts.memory(domain);
    }

    /** libvirt takes a disk for raw where nothing is said, and looks for no backing files of such. */
    private static Map<String, String> formats(Element domain) {
        Map<String, String> formats = new LinkedHashMap<>();
        domain.at("devices", "disk").forEach(disk -> {
            String type = disk.attributeOf("driver", "type");
            if (!type.isEmpty() && !type.equals("raw") && disk.child("backingStore").isEmpty()) {
                Claims.of(Element.of("domain", Map.of(), Element.of("devices", Map.of(), disk))).all().forEach(path -> formats.put(path, type));
            }
        });
        return formats;
    }
}
