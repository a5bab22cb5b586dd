package io.berth.task;

import io.berth.api.Refusal;
import io.berth.api.TaskFailure;
import io.berth.libvirt.DomainDisk;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.FoundPool;
import io.berth.model.Answer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Where disks of guests are: in pools of the host, and behind letters in the guest. */
final class DiskPlace {

    private DiskPlace() {
    }

    static FoundPool pool(String name, Answer pools) throws TaskFailure {
        FoundPool found = Virsh.pools(pools).stream().filter(pool -> pool.name().equals(name)).findFirst()
                .orElseThrow(() -> new TaskFailure("there is no pool " + name, "berth virsh HOST -- pool-list --all names those of the host"));
        if (!found.active()) {
            throw new Refusal("pool " + name + " is not active", "start it: the store behind it must be mounted");
        }
        return found;
    }

    /** Directories of the pools. */
    static List<String> directories(Answer pools) throws TaskFailure {
        return Virsh.pools(pools).stream().map(FoundPool::target).filter(target -> !target.isEmpty()).toList();
    }

    static boolean ofBlocks(FoundPool pool) {
        return Set.of("logical", "disk", "iscsi", "scsi", "mpath").contains(pool.type());
    }

    /** The format of a new volume where none is said. */
    static String format(String said, FoundPool pool) throws Refusal {
        if (!said.isEmpty() && ofBlocks(pool) && !said.equals("raw")) {
            throw new Refusal("pool " + pool.name() + " has devices, and no " + said + " files", "say format raw, or another pool");
        }
        return !said.isEmpty() ? said : ofBlocks(pool) ? "raw" : "qcow2";
    }

    /** Path of a new volume: {@code web-vdb.qcow2}, or with a number, where that is there. */
    static String fresh(FoundPool pool, String stem, String format, Collection<String> there) {
        String end = ofBlocks(pool) ? "" : "." + format;
        return Stream.iterate(1, number -> number + 1).map(number -> HostPath.in(pool.target(), stem + (number == 1 ? "" : "-" + number) + end))
                .filter(path -> !there.contains(path)).findFirst().orElseThrow();
    }

    /** What disks on this bus are called in a guest, without a letter. */
    static String prefix(String bus) {
        return switch (bus) {
            case "virtio" -> "vd";
            case "ide" -> "hd";
            default -> "sd";
        };
    }

    /** The next name for a disk that neither what runs nor what is stored of the guest has. */
    static String target(FoundDomain guest, String prefix) {
        Set<String> used = new TreeSet<>();
        Stream.of(guest.live(), guest.stored()).flatMap(domain -> DomainDisk.all(domain).stream()).forEach(disk -> used.add(disk.target()));
        return Stream.iterate(0, number -> number + 1).map(number -> prefix + letters(number)).filter(name -> !used.contains(name)).findFirst().orElseThrow();
    }

    /** a to z, then aa, ab, … */
    static String letters(int number) {
        String last = String.valueOf((char) ('a' + number % 26));
        return number < 26 ? last : letters(number / 26 - 1) + last;
    }

    /** @param cache empty: QEMU's own */
    static Element disk(String path, boolean block, String format, String target, String bus, String cache) {
        Map<String, String> driver = new LinkedHashMap<>();
        driver.put("name", "qemu");
        driver.put("type", format);
        if (!cache.isEmpty()) {
            driver.put("cache", cache);
        }
        Map<String, String> disk = new LinkedHashMap<>();
        disk.put("type", block ? "block" : "file");
        disk.put("device", "disk");
        Map<String, String> where = new LinkedHashMap<>();
        where.put("dev", target);
        where.put("bus", bus);
        return Element.of("disk", disk, Element.of("driver", driver), Element.of("source", Map.of(block ? "dev" : "file", path)), Element.of("target", where));
    }
}
