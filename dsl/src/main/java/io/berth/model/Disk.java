package io.berth.model;

/**
 * A slot's disk: a file in a pool, a block device of the host, or an LVM volume of its own. Exactly one of {@code pool},
 * {@code device} and {@code volumeGroup} is said.
 *
 * @param pool name of the pool; empty: it is no file
 * @param device absolute path of the block device; empty: it is none
 * @param volumeGroup name of the LVM volume group in which the volume of the slot's name is, or {@code GROUP/POOL}, where it is a thin one of that
 *     pool; empty: it is none
 * @param size zero of a device, which has the size it has
 * @param format of a file; else raw
 * @param partition number of the partition that holds the system, 1 to 128; 0: there is no table, the filesystem is on the disk itself
 * @param filesystem {@code ext2}, {@code ext3}, {@code ext4}, {@code xfs}, {@code btrfs}, {@code vfat}
 * @param swap how large the swap is that is made with a disk from nothing: a partition behind the system's, of an LVM volume without
 *     partitions a volume beside it; zero: none is made
 * @param swapDevice absolute path of a block device that is the guest's second disk, and its swap; empty: there is none
 */
public record Disk(String pool, String device, String volumeGroup, Size size, Format format, int partition, String filesystem,
                   Table table, Size swap, String swapDevice, Mapping map) {

    public enum Kind { FILE, DEVICE, VOLUME }

    public enum Format { RAW, QCOW2 }

    /** {@code AUTO}: as it is; of a disk made from nothing DOS, or GPT where DOS does not reach. */
    public enum Table { AUTO, DOS, GPT }

    /** How the host gets at a partition; {@code AUTO}: in the first of these ways that it has. */
    public enum Mapping { AUTO, KPARTX, PARTX, OFFSET }

    /** A raw file. */
    public Disk(String pool, Size size, int partition, String filesystem) {
        this(pool, "", "", size, Format.RAW, partition, filesystem, Table.AUTO, new Size(0), "", Mapping.AUTO);
    }

    /** The volume group alone; empty: there is none. */
    public String group() {
        return volumeGroup.split("/", 2)[0];
    }

    /** Name of the thin pool in it; empty: there is none. */
    public String thinPool() {
        return volumeGroup.contains("/") ? volumeGroup.substring(volumeGroup.indexOf('/') + 1) : "";
    }

    public Kind kind() {
        return !device.isEmpty() ? Kind.DEVICE : !volumeGroup.isEmpty() ? Kind.VOLUME : Kind.FILE;
    }
}
