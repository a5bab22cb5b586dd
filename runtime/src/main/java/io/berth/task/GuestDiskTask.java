package io.berth.task;

import io.berth.api.Change;
import io.berth.api.CommandFailure;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.Domains;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Disk;
import io.berth.model.Guest;
import io.berth.model.GuestDisk;
import io.berth.model.GuestDisk.Source;
import io.berth.model.GuestVolume;
import io.berth.model.Image;
import io.berth.model.ImageName;
import io.berth.model.ImageRecipe;
import io.berth.model.Size;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One disk of a guest: made where it is not there, empty or as a copy, and grown. What is there is never made anew, and never shrinks. Where
 * libvirt knows the guest with a disk that is not there any more, or with another one in its place, none is made unless the playbook says that
 * it may be lost.
 */
final class GuestDiskTask implements TaskType<GuestVolume> {

    static final Script LOOK = Script.of(GuestDiskTask.class, "slot/qcow2.sh", "guest/disk-look.sh").forEach(2);
    static final Script GROW = SlotScript.of("slot/qcow2.sh", "guest/disk-grow.sh");
    /** LVM gives whole extents: by so much a volume may be larger than was asked for. */
    private static final long EXTENT = Size.mib(128).bytes();

    @Override
    public String word() {
        return "guestDisk";
    }

    @Override
    public Class<GuestVolume> parameters() {
        return GuestVolume.class;
    }

    @Override
    public String name(GuestVolume volume) {
        return volume.guest().name() + "-" + volume.target();
    }

    @Override
    public Footprint footprint(GuestVolume volume, Scope scope) {
        String host = scope.host().name();
        GuestDisk disk = volume.disk();
        Set<Key> reads = new HashSet<>(Set.of(Key.wholeOf(scope.host())));
        GuestStorage.place(disk, host).ifPresent(reads::add);
        switch (disk.from().kind()) {
            case IMAGE -> reads.add(stored(disk, scope).key());
            case GUEST -> source(disk, scope).ifPresent(first -> reads.add(GuestStorage.key(scope.playbook().guests().get(disk.from().name()), first.target(), host)));
            case VOLUME, NOTHING -> { }
        }
        return new Footprint(reads, Set.of(GuestStorage.key(volume.guest(), volume.target(), host)));
    }

    private static StoredImage stored(GuestDisk disk, Scope scope) {
        return StoredImage.of(ImageName.of(disk.from().name()), scope);
    }

    /** The disk that it is a copy of, where that is another guest's first one. */
    private static Optional<GuestDisk> source(GuestDisk disk, Scope scope) {
        Guest from = scope.playbook().guests().get(disk.from().name());
        return from == null ? Optional.empty() : from.disks().stream().filter(other -> other.device() == GuestDisk.Device.DISK).findFirst();
    }

    @Override
    public void check(GuestVolume volume, Scope scope, SourceRange at, Diagnostics into) {
        GuestDisk disk = volume.disk();
        if (disk.from().kind() == Source.Kind.IMAGE) {
            Image image = scope.playbook().image(disk.from().name());
            boolean wrongForm = image.recipe().filter(recipe -> recipe.form() != ImageRecipe.Form.DISK).isPresent();
            if (!image.released() || wrongForm) {
                into.error(at, "image '" + image.name() + "' is no disk, and disk " + disk.target() + " of guest '" + volume.guest().name() + "' is to be a copy of it",
                        "a disk is imported as one, or built with form 'disk'");
            }
        } else if (disk.from().kind() == Source.Kind.GUEST) {
            Guest from = scope.playbook().guests().get(disk.from().name());
            if (source(disk, scope).isEmpty() || from.name().equals(volume.guest().name())) {
                into.error(at, "guest '" + from.name() + "' has no disk that '" + volume.guest().name() + "' can have a copy of");
            } else if (from.isPlaced() && volume.guest().isPlaced() && !from.host().equals(volume.guest().host())) {
                into.error(at, "guest '" + volume.guest().name() + "' is on " + volume.guest().host() + ", and '" + from.name() + "', whose disk it is to have a copy of, on " + from.host(),
                        "place them together, or capture an image");
            }
        }
    }

    @Override
    public List<Command> observe(GuestVolume volume, Scope scope) {
        GuestDisk disk = volume.disk();
        return List.of(Virsh.DOMAINS, LOOK.with(GuestStorage.kind(disk), GuestStorage.path(disk, scope)));
    }

    @Override
    public Change change(GuestVolume volume, Scope scope, List<Answer> seen) throws TaskFailure {
        GuestDisk disk = volume.disk();
        String path = GuestStorage.path(disk, scope);
        Domains domains = Virsh.domains(seen.get(0));
        if (!seen.get(1).ok()) {
            throw new CommandFailure("disk " + path + " cannot be looked at", Command.of("disk-look.sh", path), seen.get(1), "");
        }
        SeenGuestDisk found = seen(path, seen.get(1));
        Optional<FoundDomain> guest = domains.named(volume.guest().name());
        if (found.isThere()) {
            checkKind(disk, path, found);
            return disk.isVolume() ? grown(volume, path, found, guest) : Change.none("is there, " + found.size());
        }
        if (!disk.isVolume()) {
            throw new TaskFailure("there is no " + path + " on host " + scope.host().name() + ", which is to be disk " + disk.target() + " of guest " + volume.guest().name(),
                    "bring it there, or let a disk be made: pool and size in place of path");
        }
        if (guest.isPresent() && !volume.guest().mayLose().contains(volume.target())) {
            refuseLoss(volume, path, guest.get());
        }
        return made(volume, scope, path, domains);
    }

    private static SeenGuestDisk seen(String path, Answer answer) throws TaskFailure {
        try {
            return SeenGuestDisk.parse(answer.out());
        } catch (IllegalArgumentException e) {
            throw new TaskFailure("what the host tells of " + path + " cannot be read: " + e.getMessage(), "run it again");
        }
    }

    private static void checkKind(GuestDisk disk, String path, SeenGuestDisk found) throws Refusal {
        if (found.type().equals("other")) {
            throw new Refusal(path + " is neither a file nor a block device", "move it away, or name the volume otherwise");
        }
        boolean block = GuestStorage.type(disk).equals("block");
        if (block != found.type().equals("block")) {
            throw new Refusal(path + " is a " + (block ? "file, and the playbook says a device" : "device, and the playbook says a file"), "let the playbook say what it is");
        }
        // a guest can write what it wants into a raw disk of its own: only what berth did not make is told by how it begins
        boolean wrong = disk.format() == Disk.Format.QCOW2 ? !found.qcow2() : !disk.isVolume() && found.qcow2();
        if (wrong && disk.device() == GuestDisk.Device.DISK) {
            throw new Refusal(path + " is " + (found.qcow2() ? "a" : "no") + " qcow2 file, and the playbook says format " + (found.qcow2() ? "raw" : "qcow2")
                    + ": the guest would write over its blocks", "let the playbook say what it is");
        }
    }

    /** Told by the same path, whatever the target. */
    private static void refuseLoss(GuestVolume volume, String path, FoundDomain guest) throws Refusal {
        Element stored = guest.stored();
        boolean same = stored.at("devices", "disk").anyMatch(disk -> GuestChanges.source(disk).equals(path));
        Optional<String> other = stored.at("devices", "disk").filter(disk -> disk.attributeOf("target", "dev").equals(volume.target()) && !disk.attribute("device").equals("cdrom"))
                .map(GuestChanges::source).findFirst();
        String next = "if it may be lost to the guest, say so: mayLose '" + volume.target() + "'";
        if (same) {
            throw new Refusal("disk " + path + " of guest " + guest.name() + " is not there any more: an empty one in its place would be taken for it",
                    "look whether its store is mounted; " + next);
        } else if (other.isPresent()) {
            throw new Refusal("guest " + guest.name() + " would lose data: its disk " + volume.target() + " is " + other.get() + ", and the playbook puts " + path + " in its place", next);
        }
    }

    private static Change grown(GuestVolume volume, String path, SeenGuestDisk found, Optional<FoundDomain> guest) throws Refusal {
        GuestDisk disk = volume.disk();
        long more = disk.size().bytes() - found.size().bytes();
        boolean asIs = disk.size().bytes() == 0 || more == 0 || !disk.volumeGroup().isEmpty() && more < 0 && -more < EXTENT;
        if (asIs) {
            return Change.none("is there, " + found.size());
        }
        if (more < 0) {
            throw new Refusal("disk " + path + " has " + found.size() + ", and the playbook says " + disk.size() + ": disks grow, and never shrink",
                    "say size: what it has, or more");
        }
        Optional<FoundDomain> running = guest.filter(FoundDomain::active).filter(domain -> domain.live().at("devices", "disk").anyMatch(live -> GuestChanges.source(live).equals(path)));
        Command command = GROW.with(GuestStorage.kind(disk), path, Long.toString(disk.size().bytes()), running.map(FoundDomain::uuid).orElse(""),
                running.map(domain -> target(domain, path)).orElse(""));
        return Change.of(Change.Kind.UPDATE, "grow " + found.size() + " -> " + disk.size() + (running.isPresent() ? ", live" : ""), hands -> {
            ScriptLines said = new ScriptLines();
            end(said, hands.stream(command, line -> said.tell(line, hands, hands::say)), "disk " + path + " could not be grown", Command.of("disk-grow.sh", path));
        });
    }

    private static String target(FoundDomain domain, String path) {
        return domain.live().at("devices", "disk").filter(disk -> GuestChanges.source(disk).equals(path)).map(disk -> disk.attributeOf("target", "dev")).findFirst().orElseThrow();
    }

    private static Change made(GuestVolume volume, Scope scope, String path, Domains domains) throws Refusal {
        GuestDisk disk = volume.disk();
        String what = switch (disk.from().kind()) {
            case NOTHING -> "empty";
            case IMAGE -> "copy of image " + disk.from().name();
            case GUEST -> "copy of guest " + disk.from().name() + "'s";
            case VOLUME -> "copy of " + disk.from().name();
        };
        String kind = !disk.volumeGroup().isEmpty() ? "volume in " + disk.volumeGroup() : GuestStorage.kind(disk) + " file";
        GuestDiskMaking making = new GuestDiskMaking(volume, path, sourcePath(disk, scope));
        refuseRunning(making.source(), domains);
        return Change.of(Change.Kind.CREATE, what + " " + kind + (disk.size().bytes() == 0 ? "" : " of " + disk.size()), hands -> {
            if (disk.from().kind() == Source.Kind.IMAGE) {
                making.fromImage(stored(disk, scope), hands);
            } else {
                making.here(hands);
            }
        });
    }

    private static String sourcePath(GuestDisk disk, Scope scope) {
        return switch (disk.from().kind()) {
            case NOTHING, IMAGE -> "";
            case GUEST -> GuestStorage.path(source(disk, scope).orElseThrow(), scope);
            case VOLUME -> GuestStorage.beside(disk, disk.from().name(), scope);
        };
    }

    private static void refuseRunning(String source, Domains domains) throws Refusal {
        Optional<FoundDomain> user = source.isEmpty() ? Optional.empty() : domains.all().stream().filter(FoundDomain::active)
                .filter(domain -> domain.disks().contains(source)).findFirst();
        if (user.isPresent()) {
            throw new Refusal("guest " + user.get().name() + " runs and writes to " + source + ": a copy of it would be torn", "it needs a stop: berth guest shutdown " + user.get().name());
        }
    }

    static void end(ScriptLines said, Answer answer, String what, Command shown) throws TaskFailure {
        if (answer.ok()) {
            return;
        }
        if (said.refused(answer)) {
            throw new Refusal("refused by rule " + said.failure(), said.next());
        }
        String cause = said.failure().isEmpty() ? what : said.failure();
        throw new CommandFailure(said.phase().isEmpty() ? cause : said.phase() + ": " + cause, shown, ScriptLines.untold(answer), said.next());
    }
}
