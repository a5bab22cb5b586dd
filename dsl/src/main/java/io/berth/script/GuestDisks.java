package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.model.Disk;
import io.berth.model.GuestDisk;
import io.berth.model.GuestDisk.Source;
import io.berth.model.ImageName;
import io.berth.model.Pool;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the disks of guests of what was said, each with a target and a file of its own. */
final class GuestDisks {

    private static final List<String> PLACES = List.of("pool", "volumeGroup", "path");
    private static final int LETTERS = 26;

    private final Diagnostics diagnostics;
    private final Names names;
    private final Map<String, Pool> pools;
    /** Which guest has a volume, by its pool or group and name. */
    private final Map<String, String> owners = new HashMap<>();

    GuestDisks(Diagnostics diagnostics, Names names, Map<String, Pool> pools) {
        this.diagnostics = diagnostics;
        this.names = names;
        this.pools = pools;
    }

    /** What can be checked without knowing of which guest of a series it is. False: no disks can be made of it. */
    boolean check(Bound said) {
        boolean good = true;
        for (int i = 0; said.says("disk[" + i + "]"); i++) {
            good &= check(said, "disk[" + i + "]");
        }
        return good;
    }

    private boolean check(Bound said, String disk) {
        List<String> places = PLACES.stream().filter(place -> said.says(disk + "." + place)).toList();
        if (places.size() != 1) {
            return wrong(said, places.isEmpty() ? disk : disk + "." + places.get(1), places.isEmpty() ? "the disk says no place"
                    : "a disk is in one place, and this says " + String.join(" and ", places), "one of pool, volumeGroup and path");
        }
        boolean existing = places.get(0).equals("path");
        Source from = said.find(disk + ".from", SaidSource.class).orElse(SaidSource.NOTHING).source();
        Size size = said.find(disk + ".size", Size.class).orElse(new Size(0));
        boolean good = true;
        if (existing) {
            good = said.text(disk + ".path").filter(path -> path.matches("/.*[^/]")).isPresent() || wrong(said, disk + ".path", "'path' wants the absolute path of a file or a device");
            for (String part : List.of("volume", "from", "size")) {
                good &= !said.says(disk + "." + part) || wrong(said, disk + "." + part, "a disk that is there is taken as it is", "leave out '" + part + "'");
            }
        } else if (from.isNothing() && !said.says(disk + ".size")) {
            good = wrong(said, disk, "'disk' says no 'size'", "its size, or what it is a copy of: from: image('…')");
        } else if (said.find(disk + ".device", GuestDisk.Device.class).filter(GuestDisk.Device.CDROM::equals).isPresent()) {
            good = wrong(said, disk + ".device", "a cdrom is something that is there", "path: '/srv/iso/debian.iso'");
        }
        boolean sized = said.find(disk + ".size", Size.class).isPresent() && said.says(disk + ".size");
        if (sized && (size.bytes() == 0 || size.bytes() % 512 != 0)) {
            good = wrong(said, disk + ".size", size.bytes() == 0 ? "a disk is not empty" : "a disk is a whole number of sectors, of 512 bytes each");
        }
        if (!group(said.text(disk + ".pool").orElse(""), said.text(disk + ".volumeGroup").orElse("")).isEmpty() && said.says(disk + ".format") && format(said, disk) == Disk.Format.QCOW2) {
            good = wrong(said, disk + ".format", "only a file has a format", "leave it out");
        }
        good &= said.text(disk + ".volumeGroup").filter(name -> !name.matches("[A-Za-z0-9+_.][A-Za-z0-9+_.-]{0,126}")).isEmpty()
                || wrong(said, disk + ".volumeGroup", "'" + said.text(disk + ".volumeGroup").orElse("") + "' cannot be the name of a volume group");
        good &= said.text(disk + ".volume").filter(name -> !name.matches("[A-Za-z0-9_][A-Za-z0-9._+-]{0,126}")).isEmpty()
                || wrong(said, disk + ".volume", "'" + said.text(disk + ".volume").orElse("") + "' cannot be the name of a volume");
        return good & refersWell(said, disk, from);
    }

    private boolean refersWell(Bound said, String disk, Source from) {
        return switch (from.kind()) {
            case IMAGE -> names.checkImage(ImageName.of(from.name()), said.at(disk + ".from"));
            case GUEST -> names.check("guest", from.name(), said.at(disk + ".from"));
            case VOLUME, NOTHING -> true;
        };
    }

    private static Disk.Format format(Bound said, String disk) {
        return said.find(disk + ".format", Disk.Format.class).orElse(Disk.Format.QCOW2);
    }

    /** @param series whether others are said by the same words, which cannot have volumes of the same name */
    List<GuestDisk> of(Bound said, List<SaidGuest.OfDisk> all, String guest, boolean series) {
        List<GuestDisk> disks = new ArrayList<>();
        Map<String, Integer> letters = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            String path = "disk[" + i + "]";
            SaidGuest.OfDisk disk = all.get(i);
            GuestDisk.Bus bus = said.says(path + ".bus") || disk.device() == GuestDisk.Device.DISK ? disk.bus() : GuestDisk.Bus.SATA;
            String prefix = prefix(bus);
            int letter = letters.merge(prefix, 1, Integer::sum) - 1;
            if (letter >= LETTERS) {
                wrong(said, path, "a guest has at most " + LETTERS + " disks of a kind");
                return disks;
            }
            String target = prefix + (char) ('a' + letter);
            String group = group(disk.pool(), disk.volumeGroup());
            Disk.Format format = format(said, path, disk, group);
            String ending = !group.isEmpty() ? "" : format == Disk.Format.QCOW2 ? ".qcow2" : ".raw";
            String volume = disk.path().isEmpty() ? volume(said, path, disk, guest, guest + (i == 0 ? "" : "-" + target) + ending, series) : "";
            disks.add(new GuestDisk(target, disk.device(), disk.pool(), group, volume,
                    disk.path(), disk.size(), format, disk.from().source(), bus, disk.cache(), disk.discard()));
        }
        return disks;
    }

    static String prefix(GuestDisk.Bus bus) {
        return switch (bus) {
            case VIRTIO -> "vd";
            case SCSI, SATA, USB -> "sd";
            case IDE -> "hd";
        };
    }

    /** The volume group that it is in, also where that is a pool; empty: it is in none. */
    private String group(String pool, String volumeGroup) {
        Pool of = pools.get(pool);
        return of != null && of.store().kind() == Pool.Kind.LOGICAL ? of.store().path() : volumeGroup;
    }

    private static Disk.Format format(Bound said, String path, SaidGuest.OfDisk disk, String group) {
        if (said.says(path + ".format")) {
            return disk.format();
        }
        boolean raw = !group.isEmpty() || !disk.path().isEmpty() && !disk.path().endsWith(".qcow2") || disk.volume().endsWith(".raw");
        return raw ? Disk.Format.RAW : Disk.Format.QCOW2;
    }

    private String volume(Bound said, String path, SaidGuest.OfDisk disk, String guest, String usual, boolean series) {
        if (series && !disk.volume().isEmpty()) {
            wrong(said, path + ".volume", "all guests of a series would have it", "leave it out: each has volumes of its own");
        }
        String volume = disk.volume().isEmpty() ? usual : disk.volume();
        String other = series && !disk.volume().isEmpty() ? null : owners.putIfAbsent(disk.pool() + disk.volumeGroup() + "/" + volume, guest);
        if (other != null) {
            wrong(said, path, "volume " + volume + " is given to " + (other.equals(guest) ? guest + " twice" : other + " and " + guest), "each disk has a volume of its own");
        }
        return volume;
    }

    private boolean wrong(Bound said, String path, String message, String... hints) {
        diagnostics.error(said.at(path), message, hints);
        return false;
    }
}
