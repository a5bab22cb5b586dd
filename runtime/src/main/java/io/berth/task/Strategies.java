package io.berth.task;

import io.berth.api.Script;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.ImageRecipe;
import io.berth.model.Redeploy;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What each strategy of a redeploy is and needs: the script that does it, the releases that it takes, the disks that it goes with. */
final class Strategies {

    private static final Map<Redeploy.Strategy, Script> REDEPLOY = new EnumMap<>(Map.of(
            Redeploy.Strategy.RSYNC, files("copy-rsync.sh", "in-place.sh", "by-rsync.sh"),
            Redeploy.Strategy.TAR, files("copy-tar.sh", "in-place.sh", "by-tar.sh"),
            Redeploy.Strategy.STAGED, files("copy-rsync.sh", "copy-tar.sh", "blank.sh", "beside.sh", "by-staged.sh"),
            Redeploy.Strategy.SNAPSHOT, files("copy-tar.sh", "blank.sh", "base.sh", "beside.sh", "by-snapshot.sh"),
            Redeploy.Strategy.OVERLAY, files("copy-tar.sh", "copy-disk.sh", "blank.sh", "base.sh", "beside.sh", "by-overlay.sh"),
            Redeploy.Strategy.BLOCK, files("copy-tar.sh", "copy-disk.sh", "beside.sh", "by-block.sh")));
    private static final Script SNAPSHOT_OF_VOLUME = files("copy-tar.sh", "blank.sh", "base.sh", "base-volume.sh", "beside.sh", "by-snapshot-volume.sh");
    private static final Script BLOCK_BESIDE_VOLUME = files("copy-tar.sh", "copy-disk.sh", "copy-device.sh", "beside.sh", "by-block-volume.sh");
    private static final Script BLOCK_IN_PLACE = files("copy-tar.sh", "copy-disk.sh", "copy-device.sh", "by-block-device.sh");
    /** Strategies that make the next system beside the present one in all cases. */
    private static final Set<Redeploy.Strategy> BESIDE = Set.of(Redeploy.Strategy.STAGED, Redeploy.Strategy.SNAPSHOT, Redeploy.Strategy.OVERLAY);
    private static final Set<String> FILESYSTEMS = Set.of("ext2", "ext3", "ext4", "xfs", "btrfs");

    private Strategies() {
    }

    /** With what its strategy needs, and nothing of the others. */
    private static Script files(String... strategy) {
        return SlotScript.of(Stream.of(
                Stream.of("slot/hold.sh", "slot/storage.sh", "slot/map.sh", "slot/filesystem.sh", "slot/disk.sh", "slot/guest.sh", "slot/ssh.sh",
                        "wait/holds.sh",
                        "redeploy/record.sh", "ssh-config.sh", "redeploy/store.sh", "redeploy/mount.sh", "redeploy/beside-reap.sh", "/io/berth/image/unpack.sh", "slot/overlay.sh", "redeploy/inserts.sh"),
                Stream.of(strategy).map(file -> "redeploy/" + file),
                Stream.of("redeploy/identity-tree.sh", "redeploy/identity.sh", "redeploy/identity-keys.sh", "redeploy/identity-users.sh",
                        "redeploy/identity-place.sh", "redeploy/identity-fstab.sh", "redeploy/identity-network.sh", "redeploy/identity-cloud.sh",
                        "redeploy/fill.sh", "redeploy/ready.sh", "redeploy/redeploy.sh"))
                .flatMap(files -> files).toArray(String[]::new));
    }

    /**
     * The script that does it by this strategy.
     *
     * @param kind of what the slot's disk is
     * @param room whether there is room for a second one beside it
     */
    static Script script(Redeploy.Strategy strategy, Storage.Kind kind, boolean room) {
        return switch (strategy) {
            case BLOCK -> kind.isFile() ? REDEPLOY.get(strategy) : inPlace(strategy, kind, room) ? BLOCK_IN_PLACE : BLOCK_BESIDE_VOLUME;
            case SNAPSHOT -> kind == Storage.Kind.VOLUME ? SNAPSHOT_OF_VOLUME : REDEPLOY.get(strategy);
            case RSYNC, TAR, STAGED, OVERLAY, AUTO -> REDEPLOY.get(strategy);
        };
    }

    /** Whether it writes where the present system is: nothing on the host can bring that back. */
    static boolean inPlace(Redeploy.Strategy strategy, Storage.Kind kind, boolean room) {
        return switch (strategy) {
            case RSYNC, TAR -> true;
            case BLOCK -> kind == Storage.Kind.DEVICE || kind == Storage.Kind.VOLUME && !room;
            case STAGED, SNAPSHOT, OVERLAY, AUTO -> false;
        };
    }

    /** The forms of releases that a strategy can put on a slot. */
    static Set<ImageRecipe.Form> taken(Redeploy.Strategy by) {
        return switch (by) {
            case AUTO -> Set.of(ImageRecipe.Form.values());
            case TAR -> Set.of(ImageRecipe.Form.TREE, ImageRecipe.Form.ARCHIVE);
            case BLOCK -> Set.of(ImageRecipe.Form.DISK);
            case RSYNC, STAGED, SNAPSHOT, OVERLAY -> Set.of(ImageRecipe.Form.TREE);
        };
    }

    /** What of the host's it needs beside what all need. */
    static String tool(Redeploy.Strategy strategy) {
        return switch (strategy) {
            case RSYNC, STAGED, AUTO -> "rsync";
            case TAR, SNAPSHOT, OVERLAY, BLOCK -> "tar";
        };
    }

    /** Tells what of the slot's disk the strategy cannot be used with. */
    static void check(Redeploy redeploy, Storage storage, SourceRange at, Diagnostics into) {
        String what = "slot '" + redeploy.slot().name() + "' cannot be redeployed ";
        if (!FILESYSTEMS.contains(storage.filesystem())) {
            into.error(at, what + "on " + storage.filesystem() + (storage.filesystem().equals("vfat") ? ", which has no owners, no links and no device nodes" : ""),
                    "known here: " + String.join(", ", FILESYSTEMS.stream().sorted().toList()));
        }
        if (BESIDE.contains(redeploy.by()) && storage.kind() == Storage.Kind.DEVICE) {
            into.error(at, what + "by " + name(redeploy.by()) + ": it makes a second disk beside the slot's, which is a device: nothing can be beside it",
                    "redeploy by rsync, tar or auto, or give the slot a volume of LVM");
        }
        if (redeploy.by() == Redeploy.Strategy.OVERLAY && storage.kind() == Storage.Kind.VOLUME) {
            into.error(at, what + "by overlay, which is a qcow2 file, and its disk is an LVM volume", "redeploy by snapshot, staged, rsync, tar or auto");
        }
        boolean based = redeploy.by() == Redeploy.Strategy.SNAPSHOT || redeploy.by() == Redeploy.Strategy.OVERLAY;
        if (based && storage.kind().isFile() && (storage.kind() == Storage.Kind.QCOW2) != (redeploy.by() == Redeploy.Strategy.OVERLAY)) {
            into.error(at, what + "by " + name(redeploy.by()) + ", which needs a disk of format " + (storage.kind() == Storage.Kind.QCOW2 ? "raw" : "qcow2"),
                    storage.kind() == Storage.Kind.QCOW2 ? "by overlay" : "by snapshot, staged or auto, or a disk of format: 'qcow2'");
        }
        if (based && storage.filesystem().equals("btrfs")) {
            into.error(at, what + "by " + name(redeploy.by()) + " on btrfs: systems of one base have one UUID, by which btrfs takes them for one", "redeploy by staged, rsync, tar or auto");
        }
    }

    /** As playbooks and scripts say it. */
    static String name(Redeploy.Strategy strategy) {
        return strategy.name().toLowerCase(Locale.ROOT);
    }
}
