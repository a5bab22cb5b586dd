package io.berth.task;

import io.berth.api.Key;
import io.berth.api.Scope;
import io.berth.model.Disk;
import io.berth.model.Pool;
import io.berth.model.Slot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A slot's disk as scripts on its host are told of it: always these words, in this order, which {@code slot/storage.sh} reads.
 *
 * @param kind of what kind the disk is
 * @param disk its absolute path
 * @param partition the one that holds the system; 0: the disk itself
 * @param map how its partition is got at: {@code auto}, {@code kpartx}, {@code partx} or {@code offset}
 * @param swap absolute path of the block device that is the guest's second disk, or {@link #BESIDE}; empty: there is none
 */
record Storage(Kind kind, String disk, int partition, String filesystem, String map, String swap) {

    /** Swap is a partition of the same disk. */
    static final String BESIDE = "beside";

    /** As {@code slot/map.sh} tells them apart. */
    enum Kind {
        /** A raw file. */
        RAW,
        /** A qcow2 file. */
        QCOW2,
        /** A block device of the host. */
        DEVICE,
        /** An LVM volume. */
        VOLUME;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it is a file, beside which another can be. */
        boolean isFile() {
            return this == RAW || this == QCOW2;
        }

        private static Kind of(Disk disk) {
            return switch (disk.kind()) {
                case FILE -> disk.format() == Disk.Format.QCOW2 ? QCOW2 : RAW;
                case DEVICE -> DEVICE;
                case VOLUME -> VOLUME;
            };
        }
    }

    static Storage of(Slot slot, Scope scope) {
        Disk disk = slot.disk();
        return new Storage(Kind.of(disk), path(slot, scope), disk.partition(), disk.filesystem(), disk.map().name().toLowerCase(Locale.ROOT), swap(slot));
    }

    /** The words. */
    List<String> arguments() {
        return List.of(kind.word(), disk, Integer.toString(partition), filesystem, map, swap);
    }

    private static String path(Slot slot, Scope scope) {
        Disk disk = slot.disk();
        return switch (Kind.of(disk)) {
            case RAW -> beside(scope.playbook().pool(disk.pool()), slot.name() + ".raw");
            case QCOW2 -> beside(scope.playbook().pool(disk.pool()), slot.name() + ".qcow2");
            case DEVICE -> disk.device();
            case VOLUME -> "/dev/" + disk.group() + "/" + slot.name();
        };
    }

    private static String beside(Pool pool, String file) {
        return (pool.dir().endsWith("/") ? pool.dir() : pool.dir() + "/") + file;
    }

    /** An LVM volume that has no partitions has its swap in a volume beside it. */
    private static String swap(Slot slot) {
        Disk disk = slot.disk();
        if (disk.swap().bytes() == 0) {
            return disk.swapDevice();
        }
        return disk.partition() > 0 ? BESIDE : "/dev/" + disk.group() + "/" + slot.name() + "-swap";
    }

    /** Of what of the host the disk is a part, and which others may be parts of, too; empty: it is a whole. */
    static Optional<Key> place(Slot slot, String host) {
        Disk disk = slot.disk();
        return switch (disk.kind()) {
            case FILE -> Optional.of(new Key("pool", disk.pool(), host));
            case VOLUME -> Optional.of(new Key("volumeGroup", disk.group(), host));
            case DEVICE -> Optional.empty();
        };
    }
}
