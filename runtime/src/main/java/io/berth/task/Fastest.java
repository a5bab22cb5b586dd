package io.berth.task;

import io.berth.model.Image;
import io.berth.model.Redeploy;
import java.util.Locale;

/**
 * The strategy that takes least of a guest's time, of those that a slot's storage allows.
 *
 * @param why it is this one, as a plan says it
 */
record Fastest(Redeploy.Strategy strategy, String why) {

    /** How the image's releases are kept, as far as the host of its store was seen, or else its declaration says; empty: neither tells. */
    private static String form(SeenSlot slot, Image image) {
        return slot.form().isEmpty() ? image.recipe().map(recipe -> recipe.form().name().toLowerCase(Locale.ROOT)).orElse("") : slot.form();
    }

    /** Of a slot as it was seen: the same each time that nothing has changed. */
    static Fastest of(SeenSlot slot, Image image, Storage storage) {
        switch (form(slot, image)) {
            case "disk" -> {
                return new Fastest(Redeploy.Strategy.BLOCK, "the image is a disk");
            }
            case "archive" -> {
                return new Fastest(Redeploy.Strategy.TAR, "the image is an archive");
            }
            default -> { }
        }
        if (storage.kind() == Storage.Kind.DEVICE) {
            return new Fastest(Redeploy.Strategy.RSYNC, "nothing can be made beside a device");
        }
        boolean volume = storage.kind() == Storage.Kind.VOLUME;
        // systems of one base have one UUID, by which btrfs takes them for one
        boolean baseable = slot.alone() && image.released() && !storage.filesystem().equals("btrfs");
        if (baseable && storage.kind() == Storage.Kind.QCOW2) {
            return new Fastest(Redeploy.Strategy.OVERLAY, "the disk is a qcow2 file, which can lie over a release of the pool");
        }
        if (baseable && !slot.shares().isEmpty()) {
            return new Fastest(Redeploy.Strategy.SNAPSHOT, volume ? "the volume is of a thin pool, where a release is copied by sharing its blocks"
                    : "the pool is on " + slot.shares() + ", where a release is copied by sharing its blocks");
        }
        if (!slot.runs()) {
            return new Fastest(Redeploy.Strategy.RSYNC, "no guest runs that would have to wait for it");
        }
        if (slot.alone() && !slot.shares().isEmpty()) {
            return new Fastest(Redeploy.Strategy.STAGED, (volume ? "the volume is of a thin pool" : "the pool is on " + slot.shares())
                    + ": the next system is made of a snapshot while the guest runs");
        }
        if (slot.alone() && slot.room()) {
            return new Fastest(Redeploy.Strategy.STAGED, (volume ? "the volume group has room for a second volume" : "the pool has room for a second disk") + ": the next system is made while the guest runs");
        }
        return new Fastest(Redeploy.Strategy.RSYNC, !slot.alone() ? "the disk holds more than this system"
                : volume ? "the volume group has no room for a second volume" : "the pool has no room for a second disk");
    }
}
