package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Disk;
import io.berth.model.Size;
import io.berth.model.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A slot's disk: a sparse raw or qcow2 file in its pool, an LVM volume, or a device of the host, with an empty filesystem. What holds
 * anything is never changed: another size, a missing partition, another filesystem or anything else that is found on a device is
 * refused, since data is at stake. One without any filesystem in its partition is left to the next redeploy.
 */
final class DiskTask implements TaskType<Slot> {

    private static final Script LOOK = SlotScript.of("slot/storage.sh", "slot/qcow2.sh", "slot/volume.sh", "slot/block.sh", "disk.sh");
    static final Script CREATE = SlotScript.of("slot/lock.sh", "slot/storage.sh", "slot/map.sh", "slot/volume.sh", "slot/disk.sh",
            "slot/filesystem.sh", "slot/disk-create.sh");
    private static final Size LARGEST_OF_DOS = Size.mib(2L << 20);
    private static final Size LARGEST = Size.mib(1L << 30);

    /** Absolute path of a slot's disk on its host. */
    static String path(Slot slot, Scope scope) {
        return Storage.of(slot, scope).disk();
    }

    @Override
    public String word() {
        return "disk";
    }

    @Override
    public Class<Slot> parameters() {
        return Slot.class;
    }

    @Override
    public String name(Slot slot) {
        return slot.name();
    }

    @Override
    public Footprint footprint(Slot slot, Scope scope) {
        Set<Key> reads = new HashSet<>(Set.of(Key.wholeOf(scope.host())));
        Storage.place(slot, scope.host().name()).ifPresent(reads::add);
        return new Footprint(reads, Set.of(new Key("disk", slot.name(), scope.host().name())));
    }

    @Override
    public void check(Slot slot, Scope scope, SourceRange at, Diagnostics into) {
        Disk disk = slot.disk();
        if (disk.kind() == Disk.Kind.DEVICE) {
            return;
        }
        String whose = "the disk of slot '" + slot.name() + "'";
        long beside = disk.partition() > 0 ? disk.swap().toMib() : 0;
        Size smallest = Size.mib(disk.partition() + beside + smallestFilesystem(disk.filesystem()));
        Size largest = disk.table() == Disk.Table.DOS ? LARGEST_OF_DOS : LARGEST;
        if (disk.size().compareTo(smallest) < 0 || disk.size().compareTo(largest) > 0) {
            into.error(at, whose + " cannot be of " + disk.size(), "from " + smallest + " to " + largest);
        } else if (disk.size().bytes() % Size.mib(1).bytes() != 0) {
            into.error(at, whose + " is not a whole number of MiB: " + disk.size().bytes() + " bytes");
        }
        if (disk.swap().bytes() % Size.mib(1).bytes() != 0) {
            into.error(at, "the swap of slot '" + slot.name() + "' is not a whole number of MiB: " + disk.swap().bytes() + " bytes");
        }
    }

    /** What its mkfs takes, in MiB. */
    private static long smallestFilesystem(String filesystem) {
        return switch (filesystem) {
            case "xfs" -> 300;
            case "btrfs" -> 110;
            default -> 8;
        };
    }

    @Override
    public List<Command> observe(Slot slot, Scope scope) {
        List<String> arguments = new ArrayList<>(List.of(place(slot), slot.name()));
        arguments.addAll(Storage.of(slot, scope).arguments());
        return List.of(LOOK.with(arguments));
    }

    private static String place(Slot slot) {
        return slot.disk().pool() + slot.disk().volumeGroup();
    }

    @Override
    public Change change(Slot slot, Scope scope, List<Answer> seen) throws TaskFailure {
        if (!seen.get(0).ok()) {
            throw new CommandFailure("the disk cannot be looked at", Command.of("disk.sh", slot.name(), path(slot, scope)), seen.get(0), "");
        }
        SeenDisk found = SeenDisk.parse(seen.get(0).out());
        Storage storage = Storage.of(slot, scope);
        DiskRules rules = new DiskRules(slot.disk(), storage);
        rules.checkPlace(slot, found);
        if (found.aside()) {
            return make(slot, storage, Change.Kind.UPDATE, "disk", "give the former volume its place again, which a redeploy that was cut short left empty", scope);
        }
        if (rules.isToBeMade(found)) {
            rules.checkEmpty(found);
            rules.checkSwap(found);
            return make(slot, storage, Change.Kind.CREATE, "disk", made(slot.disk(), storage), scope);
        }
        rules.checkAsDeclared(found);
        rules.checkSwap(found);
        if (!storage.swap().isEmpty() && !found.swap().equals("swap")) {
            return make(slot, storage, Change.Kind.CREATE, "swap", "swap on " + storage.swap(), scope);
        }
        if (storage.kind().isFile() && !found.volume()) {
            return Change.of(Change.Kind.UPDATE, "make it known to libvirt",
                    hands -> hands.run(Command.of("virsh", "-q", "-c", "qemu:///system", "pool-refresh", "--pool", slot.disk().pool())));
        }
        return Change.none(found.filesystem().orElse("").isEmpty() ? "without a filesystem: a redeploy that was cut short has to be done again"
                : "as the playbook says");
    }

    private static String made(Disk disk, Storage storage) {
        String what = switch (storage.kind()) {
            case RAW -> "raw file of " + disk.size();
            case QCOW2 -> "qcow2 file of " + disk.size();
            case DEVICE -> "on the empty device " + storage.disk();
            case VOLUME -> "volume of " + disk.size() + " in " + disk.volumeGroup();
        };
        String swap = storage.swap().isEmpty() ? "" : storage.swap().equals(Storage.BESIDE) || disk.swap().bytes() > 0
                ? " and " + disk.swap() + " of swap" : " and swap on " + storage.swap();
        return what + ", " + (disk.partition() == 0 ? "" : "partition " + disk.partition() + " ") + "with an empty " + disk.filesystem() + swap;
    }

    private static Change make(Slot slot, Storage storage, Change.Kind kind, String what, String summary, Scope scope) {
        return Change.of(kind, summary, hands -> {
            List<String> arguments = new ArrayList<>(List.of(SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT, what,
                    slot.name(), place(slot), Long.toString(slot.disk().size().bytes()), slot.disk().table().name().toLowerCase(Locale.ROOT),
                    Long.toString(slot.disk().swap().bytes())));
            arguments.addAll(storage.arguments());
            SlotScript.run(hands, slot, "making disk " + storage.disk() + " failed", CREATE.with(arguments), Command.of("disk-create.sh", slot.name(), storage.disk()));
        });
    }
}
