package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Disk;
import io.berth.model.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Makes the disks of slots of what was said: of which kind one is, and which device of its host. */
final class DiskAssembly {

    private static final Set<String> FILESYSTEMS = Set.of("ext2", "ext3", "ext4", "xfs", "btrfs", "vfat");
    private static final List<String> PLACES = List.of("pool", "device", "volumeGroup");
    private static final int MOST_PARTITIONS = 128;
    private static final int MOST_OF_DOS = 4;

    private final Diagnostics diagnostics;
    /** Who has a device: by host and path. */
    private final Map<String, String> takenBy = new HashMap<>();

    DiskAssembly(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** What can be checked without knowing of which slot of a series it is. False: no disk can be made of it. */
    boolean check(Bound said) {
        if (!said.says("disk")) {
            return true;
        }
        List<String> places = PLACES.stream().filter(place -> says(said, place)).toList();
        if (places.size() != 1) {
            diagnostics.error(places.isEmpty() ? said.at("disk") : at(said, places.get(1)), places.isEmpty() ? "the disk says no place"
                    : "a disk is in one place, and this says " + String.join(" and ", places), "one of pool, device and volumeGroup");
            return false;
        }
        return checkSize(said, places.get(0)) & checkPartition(said, places.get(0)) & checkFilesystem(said) & checkFormat(said, places.get(0))
                & checkSwap(said) & Stream.of("device", "swap").allMatch(part -> checkDevices(said, part)) & checkGroup(said);
    }

    private boolean checkSize(Bound said, String place) {
        if (place.equals("device") && says(said, "size")) {
            return wrong(said, "size", "a device has the size it has", "leave it out");
        }
        if (!place.equals("device") && !says(said, "size")) {
            diagnostics.error(said.at("disk"), "'disk' says no 'size'", "size: its size");
            return false;
        }
        return said.find("disk.size", Size.class).filter(size -> says(said, "size") && size.bytes() == 0).isEmpty() || wrong(said, "size", "a disk is not empty");
    }

    private boolean checkPartition(Bound said, String place) {
        int number = said.find("disk.partition", Integer.class).orElse(0);
        if (number < 0 || number > MOST_PARTITIONS) {
            return wrong(said, "partition", "the partition is 1 to " + MOST_PARTITIONS + ", or 0 for none, not " + number);
        }
        boolean swaps = said.find("disk.swap", SaidSwap.class).filter(swap -> swap.size().bytes() > 0).isPresent();
        boolean partitioned = number > 0 || place.equals("pool") && !says(said, "partition");
        Disk.Table table = said.find("disk.table", Disk.Table.class).orElse(Disk.Table.AUTO);
        if (!partitioned && table != Disk.Table.AUTO) {
            return wrong(said, "table", "a disk without partitions has no partition table", "say which partition holds the system: partition: 1");
        }
        if (table == Disk.Table.DOS && number + (swaps ? 1 : 0) > MOST_OF_DOS) {
            return wrong(said, "table", "a table of kind dos has " + MOST_OF_DOS + " partitions of this kind" + (swaps ? ", and the swap is one" : ""), "table: 'gpt'");
        }
        if (swaps && !partitioned && !place.equals("volumeGroup")) {
            return wrong(said, "swap", "there is no place for swap beside a system that has the whole disk", "say a device, or the system's partition: partition: 1");
        }
        return true;
    }

    private boolean checkFilesystem(Bound said) {
        String filesystem = said.find("disk.filesystem", String.class).orElse("ext4");
        return FILESYSTEMS.contains(filesystem) || wrong(said, "filesystem", "filesystem '" + filesystem + "' is not one that slots can have",
                "known here: " + String.join(", ", FILESYSTEMS.stream().sorted().toList()));
    }

    private boolean checkFormat(Bound said, String place) {
        return place.equals("pool") || said.find("disk.format", Disk.Format.class).orElse(Disk.Format.RAW) == Disk.Format.RAW
                || wrong(said, "format", "only a file has a format", "leave it out");
    }

    private boolean checkSwap(Bound said) {
        return said.find("disk.swap", SaidSwap.class).filter(swap -> says(said, "swap") && swap.equals(SaidSwap.NONE)).isEmpty() || wrong(said, "swap", "swap is not empty", "leave it out");
    }

    private boolean checkDevices(Bound said, String part) {
        for (String device : devices(said, part)) {
            if (!device.matches("/dev(/[A-Za-z0-9._:+=@-]+)+") || device.matches(".*/\\.{1,2}(/.*)?")) {
                return wrong(said, part, "'" + device + "' is not the path of a device", "such as /dev/sdb, or /dev/disk/by-id/…, which stays the same");
            }
        }
        return true;
    }

    /** As LVM allows it. */
    private boolean checkGroup(Bound said) {
        return said.text("disk.volumeGroup").filter(name -> !name.matches("[A-Za-z0-9+_.][A-Za-z0-9+_.-]{0,126}(/[A-Za-z0-9+_.][A-Za-z0-9+_.-]{0,126})?")).map(name ->
                wrong(said, "volumeGroup", "'" + name + "' cannot be the name of a volume group", "such as 'vg0', or 'vg0/pool0' where it has a thin pool")).orElse(true);
    }

    /**
     * The disk of a slot.
     *
     * @param place which of the slots of its series and host it is, from 0
     * @param slots how many there are, on the host that has most
     */
    Disk disk(Bound said, Said.OfDisk disk, String slot, String host, int place, int slots) {
        int partition = says(said, "partition") ? disk.partition() : says(said, "pool") ? 1 : 0;
        String device = taken(said, "device", slot, host, place, slots);
        String swap = taken(said, "swap", slot, host, place, slots);
        return new Disk(disk.pool(), device, disk.volumeGroup(), disk.size(), disk.format(), partition, disk.filesystem(), disk.table(),
                disk.swap().size(), swap, disk.map());
    }

    private String taken(Bound said, String part, String slot, String host, int place, int slots) {
        List<String> devices = devices(said, part);
        if (devices.isEmpty()) {
            return "";
        }
        if (devices.size() != slots) {
            if (takenBy.put(at(said, part).toString(), slot) == null) {
                wrong(said, part, "a host has " + slots + (slots == 1 ? " slot" : " slots") + " of these, and "
                        + (devices.size() == 1 ? "1 device is said" : devices.size() + " devices are said"), "one for each slot of a host: ['/dev/sdb', '/dev/sdc']");
            }
            return devices.get(0);
        }
        String device = devices.get(place);
        String other = takenBy.putIfAbsent(host + " " + device, slot);
        if (other != null) {
            wrong(said, part, device + " of host " + host + " is given to " + (other.equals(slot) ? slot + " twice" : other + " and " + slot),
                    "each slot has a device of its own");
        }
        return device;
    }

    private static List<String> devices(Bound said, String part) {
        if (part.equals("swap")) {
            return said.find("disk.swap", SaidSwap.class).orElse(SaidSwap.NONE).devices();
        }
        return said.list("disk.device").stream().filter(String.class::isInstance).map(String.class::cast).toList();
    }

    private boolean wrong(Bound said, String part, String message, String... hints) {
        diagnostics.error(at(said, part), message, hints);
        return false;
    }

    private static boolean says(Bound said, String part) {
        return said.says("disk." + part);
    }

    private static SourceRange at(Bound said, String part) {
        return said.at("disk." + part);
    }
}
