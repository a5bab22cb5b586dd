package io.berth.task;

import io.berth.api.Refusal;
import io.berth.api.TaskFailure;
import io.berth.libvirt.DomainDisk;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.Made;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What becomes of a disk when its guest goes: it goes, too, if berth made it for that guest, or it was named; and nobody else has any use for it.
 *
 * @param what its name in the guest, and its path
 * @param kept why it stays; empty: it goes
 */
record DiskFate(String what, String path, String kept) {

    /**
     * @param named disks that go though berth did not make them, by their names in the guest or their paths
     * @param elsewhere paths that guests of other hosts name
     * @throws TaskFailure if one that is named is none of the guest's, or must stay
     */
    static List<DiskFate> of(FoundDomain guest, Domains all, AroundGuest around, List<String> named, List<String> elsewhere) throws TaskFailure {
        List<DiskFate> fates = new ArrayList<>();
        Set<String> unknown = new HashSet<>(named);
        Made made = Made.in(guest.stored());
        for (DomainDisk disk : DomainDisk.all(guest.stored())) {
            boolean also = unknown.remove(disk.target()) | unknown.remove(disk.path());
            if (disk.path().isEmpty()) {
                disk.element().child("source").ifPresent(source ->
                        fates.add(new DiskFate(disk.target(), "", "it is of type " + disk.type())));
                continue;
            }
            Optional<String> use = use(guest, disk, all, around);
            if (also && use.isPresent()) {
                throw new Refusal("disk " + disk.target() + " of guest " + guest.name() + ", " + disk.path() + ", does not go: " + use.get(), "do not name it");
            }
            String kept = use.orElse(also ? "" : !made.volumes().contains(disk.path()) ? "berth did not make it"
                    : elsewhere.contains(disk.path()) ? "a guest of another host names that path" : "");
            fates.add(new DiskFate(disk.target() + " " + disk.path(), disk.path(), kept));
        }
        if (!unknown.isEmpty()) {
            throw new TaskFailure("guest " + guest.name() + " has no disk " + String.join(", ", unknown), "berth guest info tells which it has");
        }
        return fates;
    }

    /** Who else has a use for it. */
    private static Optional<String> use(FoundDomain guest, DomainDisk disk, Domains all, AroundGuest around) {
        if (!disk.own()) {
            return Optional.of(disk.element().attribute("device").equals("cdrom") ? "it is a CD-ROM" : "it is not the guest's alone to write");
        }
        Optional<String> other = all.all().stream().filter(domain -> !domain.uuid().equals(guest.uuid()))
                .filter(domain -> Stream.of(domain.live(), domain.stored()).flatMap(xml -> DomainDisk.all(xml).stream()).anyMatch(has -> has.paths().contains(disk.path())))
                .map(domain -> "guest " + domain.name() + " has it").findFirst();
        return other.or(() -> around.over(disk.path()).map(over -> over + " lies over it"));
    }

    boolean goes() {
        return kept.isEmpty();
    }
}
