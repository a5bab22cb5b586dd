package io.berth.task;

import io.berth.api.Key;
import io.berth.api.Scope;
import io.berth.model.Disk;
import io.berth.model.Guest;
import io.berth.model.GuestDisk;
import io.berth.model.GuestSeed;
import java.util.Optional;

/** Where on its host what a guest is stored in lies. */
final class GuestStorage {

    private GuestStorage() {
    }

    /** Absolute path of a disk. */
    static String path(GuestDisk disk, Scope scope) {
        if (!disk.isVolume()) {
            return disk.path();
        }
        return beside(disk, disk.volume(), scope);
    }

    /** Of another volume beside it, by its name; a path is one already. */
    static String beside(GuestDisk disk, String name, Scope scope) {
        return name.startsWith("/") ? name : !disk.volumeGroup().isEmpty() ? "/dev/" + disk.volumeGroup() + "/" + name : below(scope.playbook().pool(disk.pool()).dir(), name);
    }

    /** The volume of what cloud-init gets, beside the guest's first file of a pool, else among what berth keeps on the host. */
    static String seed(Guest guest, Scope scope) {
        String name = guest.name() + (guest.seed().medium() == GuestSeed.Medium.VFAT ? "-seed.img" : "-seed.iso");
        return below(pool(guest).map(pool -> scope.playbook().pool(pool).dir()).orElse(SlotScript.STATE_DIR + "/seeds"), name);
    }

    /** The pool of its first file; empty: it has none. */
    static Optional<String> pool(Guest guest) {
        return guest.disks().stream().filter(disk -> disk.volumeGroup().isEmpty()).map(GuestDisk::pool).filter(pool -> !pool.isEmpty()).findFirst();
    }

    private static String below(String dir, String name) {
        return dir.endsWith("/") ? dir + name : dir + "/" + name;
    }

    /** As scripts are told it: {@code raw}, {@code qcow2}, {@code volume} of LVM. */
    static String kind(GuestDisk disk) {
        return !disk.volumeGroup().isEmpty() ? "volume" : disk.format() == Disk.Format.QCOW2 ? "qcow2" : "raw";
    }

    /** {@code block} or {@code file}, as libvirt calls it. */
    static String type(GuestDisk disk) {
        return !disk.volumeGroup().isEmpty() || disk.path().startsWith("/dev/") ? "block" : "file";
    }

    /** Of what of the host it is a part; empty: it is there by itself. */
    static Optional<Key> place(GuestDisk disk, String host) {
        return !disk.pool().isEmpty() ? Optional.of(new Key("pool", disk.pool(), host))
                : !disk.volumeGroup().isEmpty() ? Optional.of(new Key("volumeGroup", disk.volumeGroup(), host)) : Optional.empty();
    }

    static Key key(Guest guest, String target, String host) {
        return new Key("guestDisk", guest.name() + "-" + target, host);
    }
}
