package io.berth.model;

import java.util.Locale;

/**
 * A disk of a guest: a volume that a run makes where it is not there yet, in a pool or a volume group, or in a pool that is one; or something
 * that exists ({@code path}).
 *
 * @param target as the guest's firmware names it: {@code vda}
 * @param pool name of the pool it is in; empty: it is in none
 * @param volumeGroup name of the LVM volume group it is a volume of; empty: it is a file
 * @param volume name of that file or volume; empty for a {@code path}
 * @param path absolute path of a file or block device that is there; empty: it is a volume
 * @param size zero: that of its source, or as it is
 */
public record GuestDisk(String target, Device device, String pool, String volumeGroup, String volume, String path, Size size, Disk.Format format,
                        Source from, Bus bus, Cache cache, Discard discard) {

    public enum Device { DISK, CDROM }

    public enum Bus { VIRTIO, SCSI, SATA, IDE, USB }

    /** {@code AUTO}: as the template says it. */
    public enum Cache { AUTO, NONE, WRITEBACK, WRITETHROUGH, DIRECTSYNC, UNSAFE }

    /** What becomes of blocks that the guest gives up. */
    public enum Discard { UNMAP, IGNORE }

    /**
     * What a volume is a copy of when it is made.
     *
     * @param name of an image, with or without a release; of a guest, whose first disk is meant; or a volume of the same pool or group, or an absolute path
     */
    public record Source(Kind kind, String name) {

        public enum Kind { NOTHING, IMAGE, GUEST, VOLUME }

        /** It is made empty. */
        public static final Source NOTHING = new Source(Kind.NOTHING, "");

        public boolean isNothing() {
            return kind == Kind.NOTHING;
        }

        @Override
        public String toString() {
            return isNothing() ? "nothing" : kind.name().toLowerCase(Locale.ROOT) + " " + name;
        }
    }

    /** Whether a run makes it where it is not there. */
    public boolean isVolume() {
        return path.isEmpty();
    }
}
