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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A slot's disk: a sparse raw file in its pool, with a partition table and an empty filesystem. One that is there is
 * never changed: another size, a missing partition or another filesystem is refused, since data is at stake. One without
 * any filesystem is left to the next redeploy.
 */
final class DiskTask implements TaskType<Slot> {

    private static final Script LOOK = Virsh.script("disk.sh");
    static final Script CREATE = SlotScript.of("slot/lock.sh", "slot/disk-create.sh");
    private static final long SMALLEST_FILESYSTEM = 8;
    private static final Size LARGEST = Size.mib(2L << 20);

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
        return new Footprint(reads,
                Set.of(new Key("disk", slot.name(), scope.host().name())));
    }

    @Override
    public void check(Slot slot, Scope scope, SourceRange at, Diagnostics into) {
        Disk disk = slot.disk();
        String whose = "the disk of slot '" + slot.name() + "'";
        if (disk.kind() != Disk.Kind.FILE || disk.partition() < 1 || disk.partition() > 4 || !disk.filesystem().equals("ext4")) {
            into.error(at, whose + " cannot be made yet", "a file with ext4 in one of its partitions 1 to 4 can");
            return;
        }
        Size smallest = Size.mib(disk.partition() + SMALLEST_FILESYSTEM);
        if (disk.size().compareTo(smallest) < 0 || disk.size().compareTo(LARGEST) > 0) {
            into.error(at, whose + " cannot be of " + disk.size(), "from " + smallest + " to " + LARGEST);
        } else if (disk.size().bytes() % Size.mib(1).bytes() != 0) {
            into.error(at, whose + " is not a whole number of MiB: " + disk.size().bytes() + " bytes");
        }
    }

    @Override
    public List<Command> observe(Slot slot, Scope scope) {
        return List.of(LOOK.with(slot.disk().pool(), path(slot, scope), Integer.toString(slot.disk().partition())));
    }

    @Override
    public Change change(Slot slot, Scope scope, List<Answer> seen) throws TaskFailure {
        if (!seen.get(0).ok()) {
            throw new CommandFailure("the disk cannot be looked at", observe(slot, scope).get(0), seen.get(0), "");
        }
        String path = path(slot, scope);
        Map<String, String> found = values(seen.get(0).out());
        return switch (found.getOrDefault("type", "")) {
            case "absent" -> Change.of(Change.Kind.CREATE, "raw file of " + slot.disk().size() + ", partition "
                    + slot.disk().partition() + " with an empty " + slot.disk().filesystem(),
                    hands -> SlotScript.run(hands, slot, "making disk " + path + " failed", CREATE.with(SlotScript.RUN_DIR,
                            hands.holder().toString(), SlotScript.LOCK_WAIT, slot.name(), slot.disk().pool(), path,
                            Long.toString(slot.disk().size().bytes()), Integer.toString(slot.disk().partition())),
                            Command.of("disk-create.sh", slot.name(), path)));
            case "file" -> existing(slot, path, found);
            default -> throw new Refusal(path + " is not a regular file", "move it away, or give the slot another pool");
        };
    }

    private static Change existing(Slot slot, String path, Map<String, String> found) throws Refusal {
        Disk disk = slot.disk();
        Size size = new Size(Long.parseLong(found.getOrDefault("size", "0")));
        if (!size.equals(disk.size())) {
            throw new Refusal("disk " + path + " is of " + said(size, disk.size()) + " and the playbook says " + said(disk.size(), size)
                    + ": berth neither grows nor shrinks a disk that is there",
                    "say the size it has, or move the file away to have it made anew");
        }
        if (!found.containsKey("start")) {
            throw new Refusal("disk " + path + " has no partition " + disk.partition(),
                    "say the partition that holds the system, or move the file away to have it made anew");
        }
        String filesystem = found.getOrDefault("filesystem", "");
        if (!filesystem.isEmpty() && !filesystem.equals(disk.filesystem())) {
            throw new Refusal("partition " + disk.partition() + " of disk " + path + " holds " + filesystem + ", not "
                    + disk.filesystem(), "say the filesystem it has, or move the file away to have it made anew");
        }
        if (!found.getOrDefault("volume", "").equals("yes")) {
            return Change.of(Change.Kind.UPDATE, "make it known to libvirt",
                    hands -> hands.run(Command.of("virsh", "-q", "-c", "qemu:///system", "pool-refresh", "--pool", disk.pool())));
        }
        return Change.none(filesystem.isEmpty() ? "without a filesystem: a redeploy that was cut short has to be done again"
                : "as the playbook says");
    }

    /** The size, in bytes where both would read the same. */
    private static String said(Size size, Size other) {
        return size.toString().equals(other.toString()) ? size.bytes() + " bytes" : size.toString();
    }

    private static Map<String, String> values(String lines) {
        Map<String, String> values = new HashMap<>();
        lines.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0) {
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return values;
    }
}
