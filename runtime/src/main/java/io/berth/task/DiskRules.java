package io.berth.task;

import io.berth.api.Refusal;
import io.berth.api.TaskFailure;
import io.berth.model.Disk;
import io.berth.model.Size;
import io.berth.model.Slot;
import java.util.Locale;

/** What is refused of a slot's disk: data is at stake. */
record DiskRules(Disk disk, Storage storage) {

    /** Whether there is where it is to be. */
    void checkPlace(Slot slot, SeenDisk found) throws TaskFailure {
        if (found.type().equals("other")) {
            throw new Refusal(storage.disk() + (storage.kind().isFile() ? " is not a regular file" : " is not a block device"),
                    storage.kind().isFile() ? "move it away, or give the slot another pool" : "give the slot another device");
        }
        if (!found.type().equals("absent") && storage.kind().isFile() != found.type().equals("file")) {
            throw new Refusal(storage.disk() + (storage.kind().isFile() ? " is not a regular file" : " is a file, and no block device"),
                    "move it away, or say another disk");
        }
        if (storage.kind() == Storage.Kind.DEVICE && found.type().equals("absent")) {
            throw new TaskFailure("there is no device " + storage.disk() + " for slot " + slot.name(), "attach it, or say another: lsblk names those of the host");
        }
        if (storage.kind() == Storage.Kind.VOLUME) {
            checkGroup(slot, found);
        }
    }

    private void checkGroup(Slot slot, SeenDisk found) throws TaskFailure {
        if (found.group().isEmpty()) {
            throw new TaskFailure("there is no " + (disk.thinPool().isEmpty() ? "volume group " : "thin pool ") + disk.volumeGroup() + " for slot " + slot.name(),
                    "make it: " + (disk.thinPool().isEmpty() ? "vgcreate" : "lvcreate --type thin-pool") + "; the tools of LVM are in package lvm2 in Debian");
        }
        if (!found.inactive().isEmpty()) {
            String volume = disk.group() + "/" + found.inactive().get(0);
            throw new TaskFailure("volume " + volume + " is not active", "lvchange --activate y " + volume);
        }
        // a thin volume takes what is written to it
        if (found.type().equals("absent") && !found.aside() && disk.thinPool().isEmpty()) {
            Size wanted = new Size(disk.size().bytes() + (storage.swap().startsWith("/") ? disk.swap().bytes() : 0));
            if (wanted.compareTo(found.group().get()) > 0) {
                throw new TaskFailure("volume group " + disk.volumeGroup() + " has " + found.group().get() + " free, and slot " + slot.name()
                        + " needs " + wanted, "extend it, or say less");
            }
        }
    }

    /** A file that is there is whole; a device that holds nothing is as good as one that is not there. */
    boolean isToBeMade(SeenDisk found) {
        return found.type().equals("absent") || found.type().equals("block") && found.signatures().isEmpty();
    }

    void checkEmpty(SeenDisk found) throws Refusal {
        if (!found.taken().isEmpty()) {
            throw new Refusal(storage.disk() + " " + found.taken(), "free it, or give the slot another device");
        }
    }

    void checkAsDeclared(SeenDisk found) throws Refusal {
        checkSize(found);
        checkTable(found);
        if (found.filesystem().isEmpty()) {
            throw new Refusal("disk " + storage.disk() + " has no partition " + disk.partition(), storage.kind().isFile()
                    ? "say the partition that holds the system, or move the file away to have it made anew"
                    : "say the partition that holds the system, or wipefs --all it, if nothing of it is needed");
        }
        String filesystem = found.filesystem().get();
        if (disk.partition() > 0 && !filesystem.isEmpty() && !filesystem.equals(disk.filesystem())) {
            throw new Refusal("partition " + disk.partition() + " of disk " + storage.disk() + " holds " + filesystem + ", not "
                    + disk.filesystem(), "say the filesystem it has, or " + anew());
        }
        if (disk.partition() == 0 && !filesystem.equals(disk.filesystem()) && !found.signatures().isEmpty()) {
            throw new Refusal("disk " + storage.disk() + " holds " + found.signatures() + ", not " + disk.filesystem(), "say what it has, or " + anew());
        }
        if (storage.swap().equals(Storage.BESIDE) && !found.swap().equals("swap")) {
            throw new Refusal("disk " + storage.disk() + " has no swap: it is made with a disk from nothing only", "say nothing of swap, mkswap one of its partitions, or " + anew());
        }
    }

    private void checkTable(SeenDisk found) throws Refusal {
        String wanted = disk.table().name().toLowerCase(Locale.ROOT);
        if (disk.partition() > 0 && disk.table() != Disk.Table.AUTO && !found.table().equals(wanted)) {
            throw new Refusal("disk " + storage.disk() + " has " + (found.table().isEmpty() ? "no partition table" : "a partition table of kind " + found.table())
                    + ", not " + wanted, "say the table it has, or " + anew());
        }
    }

    private String anew() {
        return storage.kind().isFile() ? "move the file away to have it made anew" : "wipefs --all it, if nothing of it is needed";
    }

    private void checkSize(SeenDisk found) throws Refusal {
        if (storage.kind() == Storage.Kind.DEVICE) {
            return;
        }
        long rounded = found.extent() == 0 ? disk.size().bytes() : (disk.size().bytes() + found.extent() - 1) / found.extent() * found.extent();
        if (found.size().bytes() != rounded) {
            throw new Refusal("disk " + storage.disk() + " is of " + said(found.size(), disk.size()) + " and the playbook says " + said(disk.size(), found.size())
                    + ": berth neither grows nor shrinks a disk that is there",
                    "say the size it has, or " + (storage.kind().isFile() ? "move the file away to have it made anew" : "remove the volume to have it made anew"));
        }
    }

    /** A second disk, which is swap, is no other thing. */
    void checkSwap(SeenDisk found) throws TaskFailure {
        if (!storage.swap().startsWith("/") || found.swap().equals("swap")) {
            return;
        }
        if (found.swap().equals("absent") && disk.swap().bytes() == 0) {
            throw new TaskFailure("there is no device " + storage.swap() + " for swap", "attach it, or say another: lsblk names those of the host");
        }
        if (!found.swap().isEmpty() && !found.swap().equals("absent")) {
            throw new Refusal(storage.swap() + (found.swap().equals("other") ? " is not a block device" : " holds " + found.swap() + ", and is to be swap"),
                    "wipefs --all it, if nothing of it is needed, or say another");
        }
        if (!found.swapTaken().isEmpty()) {
            throw new Refusal(storage.swap() + " " + found.swapTaken(), "free it, or say another device");
        }
    }

    /** The size, in bytes where both would read the same. */
    private static String said(Size size, Size other) {
        return size.toString().equals(other.toString()) ? size.bytes() + " bytes" : size.toString();
    }
}
