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
import io.berth.image.ArchiveRefused;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Identity;
import io.berth.model.Image;
import io.berth.model.ImageName;
import io.berth.model.ImageRecipe;
import io.berth.model.Nic;
import io.berth.model.Redeploy;
import io.berth.model.Slot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Puts an image's tree into a slot and boots it. All that happens on the host is one script under one lock, which undoes
 * what it did when it, its connection or this run is killed; what it cannot undo, the next run of it does.
 */
final class RedeployTask implements TaskType<Redeploy> {

    static final Script LOOK = SlotScript.of("slot/hold.sh", "slot/storage.sh", "slot/filesystem.sh", "slot/guest.sh", "slot/qcow2.sh", "slot/volume.sh", "redeploy/blank.sh", "redeploy/observe.sh");
    /** Every mount of the script is in a namespace of its own, which dies with it. */
    static final List<String> OWN_MOUNTS = List.of("unshare", "--mount", "--propagation", "private", "--");

    private static final Map<Redeploy.Strategy, Script> REDEPLOY = new EnumMap<>(Map.of(
            Redeploy.Strategy.RSYNC, script("copy-rsync.sh", "in-place.sh", "by-rsync.sh"),
            Redeploy.Strategy.TAR, script("copy-tar.sh", "in-place.sh", "by-tar.sh"),
            Redeploy.Strategy.STAGED, script("copy-rsync.sh", "copy-tar.sh", "blank.sh", "beside.sh", "by-staged.sh"),
            Redeploy.Strategy.SNAPSHOT, script("copy-tar.sh", "blank.sh", "base.sh", "beside.sh", "by-snapshot.sh"),
            Redeploy.Strategy.OVERLAY, script("copy-tar.sh", "copy-disk.sh", "blank.sh", "base.sh", "beside.sh", "by-overlay.sh"),
            Redeploy.Strategy.BLOCK, script("copy-tar.sh", "copy-disk.sh", "beside.sh", "by-block.sh")));
    private static final Script SNAPSHOT_OF_VOLUME = script("copy-tar.sh", "blank.sh", "base.sh", "base-volume.sh", "beside.sh", "by-snapshot-volume.sh");
    private static final Script BLOCK_BESIDE_VOLUME = script("copy-tar.sh", "copy-disk.sh", "copy-device.sh", "beside.sh", "by-block-volume.sh");
    private static final Script BLOCK_IN_PLACE = script("copy-tar.sh", "copy-disk.sh", "copy-device.sh", "by-block-device.sh");
    /** Strategies that make the next system beside the present one in all cases. */
    private static final Set<Redeploy.Strategy> BESIDE = Set.of(Redeploy.Strategy.STAGED, Redeploy.Strategy.SNAPSHOT, Redeploy.Strategy.OVERLAY);
    /** The script's exit status when the system is on the slot, and has not become ready. */
    private static final int NOT_READY = 76;

    private static final Pattern HOSTNAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,62})?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,62})?)*");
    private static final Set<String> FILESYSTEMS = Set.of("ext2", "ext3", "ext4", "xfs", "btrfs");

    /** With what its strategy needs, and nothing of the others. */
    private static Script script(String... strategy) {
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
    static Script by(Redeploy.Strategy strategy, Storage.Kind kind, boolean room) {
        return switch (strategy) {
            case BLOCK -> kind.isFile() ? REDEPLOY.get(strategy) : inPlace(strategy, kind, room) ? BLOCK_IN_PLACE : BLOCK_BESIDE_VOLUME;
            case SNAPSHOT -> kind == Storage.Kind.VOLUME ? SNAPSHOT_OF_VOLUME : REDEPLOY.get(strategy);
            case RSYNC, TAR, STAGED, OVERLAY, AUTO -> REDEPLOY.get(strategy);
        };
    }

    /** Whether it writes where the present system is: nothing on the host can bring that back. */
    private static boolean inPlace(Redeploy.Strategy strategy, Storage.Kind kind, boolean room) {
        return switch (strategy) {
            case RSYNC, TAR -> true;
            case BLOCK -> kind == Storage.Kind.DEVICE || kind == Storage.Kind.VOLUME && !room;
            case STAGED, SNAPSHOT, OVERLAY, AUTO -> false;
        };
    }

    @Override
    public String word() {
        return "redeploy";
    }

    @Override
    public String doc() {
        return "Puts an image on a slot: shuts its guest down, brings the tree on its disk to the image's, gives it an identity, starts it and waits until it is ready.";
    }

    @Override
    public Class<Redeploy> parameters() {
        return Redeploy.class;
    }

    @Override
    public String name(Redeploy redeploy) {
        return redeploy.slot().name();
    }

    @Override
    public Footprint footprint(Redeploy redeploy, Scope scope) {
        Slot slot = redeploy.slot();
        String host = scope.host().name();
        Set<Key> reads = new HashSet<>(Set.of(
                Key.wholeOf(scope.host()),
                new Key("disk", slot.name(), host),
                new Key("domain", slot.name(), host),
                new Key("image", ImageName.of(redeploy.image()).image(), scope.playbook().image(redeploy.image()).store()),
                ImagePushTask.cached(ImageName.of(redeploy.image()).image(), host)));
        Storage.place(slot, host).ifPresent(reads::add);
        slot.nics().forEach(nic -> reads.add(new Key("network", nic.network(), host)));
        return new Footprint(reads, Set.of(new Key("slot", slot.name(), host)));
    }

    @Override
    public void check(Redeploy redeploy, Scope scope, SourceRange at, Diagnostics into) {
        Slot slot = redeploy.slot();
        if (slot.name().isBlank() || slot.name().startsWith(".") || slot.name().matches("(?s).*[/\\p{Cntrl}].*")) {
            into.error(at, "'" + slot.name() + "' cannot be redeployed: its name becomes a file name",
                    "no slash, no line end, no dot in front");
        }
        if (redeploy.hostname().length() > 64 || !HOSTNAME.matcher(redeploy.hostname()).matches()) {
            into.error(at, "'" + redeploy.hostname() + "' is no host name", "letters, digits, - and . ; at most 64");
        }
        ImageName image = ImageName.of(redeploy.image());
        if (!image.release().isEmpty() && !scope.playbook().image(redeploy.image()).released()) {
            into.error(at, "'" + image.image() + "' has no releases: it is a tree that is kept by hand", "image '" + image.image() + "'");
        }
        scope.playbook().image(redeploy.image()).recipe().ifPresent(recipe -> {
            if (!taken(redeploy.by()).contains(recipe.form())) {
                String form = recipe.form().name().toLowerCase(Locale.ROOT);
                into.error(at, "'" + image.image() + "' is made as " + form + ", which " + strategy(redeploy) + " cannot put on a slot",
                        recipe.form() == ImageRecipe.Form.DISK ? "by block" : recipe.form() == ImageRecipe.Form.ARCHIVE ? "by tar" : "by rsync");
            }
        });
        // what auto can only be, it is checked as
        boolean disk = scope.playbook().image(redeploy.image()).recipe().filter(recipe -> recipe.form() == ImageRecipe.Form.DISK).isPresent();
        checkStorage(disk ? redeploy.by(Redeploy.Strategy.BLOCK) : redeploy, Storage.of(slot, scope), at, into);
        if (redeploy.checks().port() < 0 || redeploy.checks().port() > 65535) {
            into.error(at, redeploy.checks().port() + " is no port", "1 to 65535");
        }
        if (redeploy.onFailure() == Redeploy.OnFailure.ROLLBACK && redeploy.sshWithin().isZero() && redeploy.checks().none()) {
            into.error(at, "'" + slot.name() + "' cannot be rolled back: nothing tells that it is not ready", "let it be waited for: ready { … }");
        }
        Overlays.of(redeploy.inserts()).check(at, into);
        try {
            new IdentityText(redeploy.identity()).check();
        } catch (TaskFailure e) {
            into.error(at, e.getMessage(), e.next());
        }
        if (!redeploy.start() && !redeploy.sshWithin().isZero()) {
            into.error(at, "'" + slot.name() + "' is not started, so its ssh cannot be waited for",
                    "start it, or leave out the wait");
        }
    }

    private static void checkStorage(Redeploy redeploy, Storage storage, SourceRange at, Diagnostics into) {
        String what = "slot '" + redeploy.slot().name() + "' cannot be redeployed ";
        if (!FILESYSTEMS.contains(storage.filesystem())) {
            into.error(at, what + "on " + storage.filesystem() + (storage.filesystem().equals("vfat") ? ", which has no owners, no links and no device nodes" : ""),
                    "known here: " + String.join(", ", FILESYSTEMS.stream().sorted().toList()));
        }
        if (BESIDE.contains(redeploy.by()) && storage.kind() == Storage.Kind.DEVICE) {
            into.error(at, what + "by " + strategy(redeploy) + ": it makes a second disk beside the slot's, which is a device: nothing can be beside it",
                    "redeploy by rsync, tar or auto, or give the slot a volume of LVM");
        }
        if (redeploy.by() == Redeploy.Strategy.OVERLAY && storage.kind() == Storage.Kind.VOLUME) {
            into.error(at, what + "by overlay, which is a qcow2 file, and its disk is an LVM volume", "redeploy by snapshot, staged, rsync, tar or auto");
        }
        boolean based = redeploy.by() == Redeploy.Strategy.SNAPSHOT || redeploy.by() == Redeploy.Strategy.OVERLAY;
        if (based && storage.kind().isFile() && (storage.kind() == Storage.Kind.QCOW2) != (redeploy.by() == Redeploy.Strategy.OVERLAY)) {
            into.error(at, what + "by " + strategy(redeploy) + ", which needs a disk of format " + (storage.kind() == Storage.Kind.QCOW2 ? "raw" : "qcow2"),
                    storage.kind() == Storage.Kind.QCOW2 ? "by overlay" : "by snapshot, staged or auto, or a disk of format: 'qcow2'");
        }
        if (based && storage.filesystem().equals("btrfs")) {
            into.error(at, what + "by " + strategy(redeploy) + " on btrfs: systems of one base have one UUID, by which btrfs takes them for one", "redeploy by staged, rsync, tar or auto");
        }
    }

    @Override
    public List<Command> observe(Redeploy redeploy, Scope scope) {
        ImageName name = ImageName.of(redeploy.image());
        Image image = scope.playbook().image(redeploy.image());
        String releases = !image.released() ? "" : (here(image, scope) ? image.dir() : StoreReleases.CACHE) + "/" + image.name();
        List<String> arguments = new ArrayList<>(List.of(SlotScript.RUN_DIR, SlotScript.STATE_DIR, redeploy.slot().name()));
        arguments.addAll(Storage.of(redeploy.slot(), scope).arguments());
        arguments.addAll(List.of(tool(redeploy.by()), releases, name.release().isEmpty() ? ImageName.STABLE : name.release()));
        return List.of(LOOK.with(arguments));
    }

    @Override
    public Change change(Redeploy redeploy, Scope scope, List<Answer> seen) throws TaskFailure {
        if (!seen.get(0).ok()) {
            throw new CommandFailure("the slot cannot be looked at", shown(redeploy, scope), seen.get(0), "");
        }
        SeenSlot slot = SeenSlot.parse(seen.get(0).out());
        Image image = scope.playbook().image(redeploy.image());
        Storage storage = Storage.of(redeploy.slot(), scope);
        Fastest fastest = redeploy.by() == Redeploy.Strategy.AUTO ? Fastest.of(slot, image, storage) : new Fastest(redeploy.by(), "");
        Redeploy decided = redeploy.by(fastest.strategy());
        Storage.Kind kind = storage.kind();
        Optional<ImageName> back = inPlace(decided.by(), kind, slot.room()) ? back(decided, slot, scope) : Optional.empty();
        Script script = by(decided.by(), kind, slot.room());
        return new Change(Change.Kind.ACT, slot.summary(decided, image, fastest.why(), here(image, scope)), slot.identity(decided), hands -> apply(decided, script, back, hands));
    }

    private static boolean here(Image image, Scope scope) {
        return image.store().equals(scope.host().name());
    }

    /** The forms of releases that a strategy can put on a slot. */
    private static Set<ImageRecipe.Form> taken(Redeploy.Strategy by) {
        return switch (by) {
            case AUTO -> Set.of(ImageRecipe.Form.values());
            case TAR -> Set.of(ImageRecipe.Form.TREE, ImageRecipe.Form.ARCHIVE);
            case BLOCK -> Set.of(ImageRecipe.Form.DISK);
            case RSYNC, STAGED, SNAPSHOT, OVERLAY -> Set.of(ImageRecipe.Form.TREE);
        };
    }

    /** What of the host's it needs beside what all need. */
    private static String tool(Redeploy.Strategy strategy) {
        return switch (strategy) {
            case RSYNC, STAGED, AUTO -> "rsync";
            case TAR, SNAPSHOT, OVERLAY, BLOCK -> "tar";
        };
    }

    /**
     * Which release is redeployed when the new one does not become ready, where the former is overwritten; none: there is nothing to go back
     * to, or it is not wanted.
     */
    private static Optional<ImageName> back(Redeploy redeploy, SeenSlot seen, Scope scope) throws Refusal {
        if (redeploy.onFailure() != Redeploy.OnFailure.ROLLBACK || !seen.isThere()) {
            return Optional.empty();
        }
        Image image = scope.playbook().images().get(seen.on().image());
        if (seen.on().release().isEmpty() || image == null || !image.released()) {
            throw new Refusal("slot " + redeploy.slot().name() + " could not be rolled back: it has " + seen.on() + ", which "
                    + (seen.on().release().isEmpty() ? "is no release" : "this playbook has no releases of") + ", and " + strategy(redeploy)
                    + " overwrites it", "redeploy by staged, which keeps the former system, or leave out onFailure");
        }
        return Optional.of(seen.on());
    }

    private static void apply(Redeploy redeploy, Script script, Optional<ImageName> back, Hands hands) throws TaskFailure, IOException, InterruptedException {
        try {
            run(redeploy, script, hands);
        } catch (CommandFailure e) {
            if (e.answer().status() != NOT_READY || back.isEmpty()) {
                throw e;
            }
            hands.say("redeploying " + back.get() + ", which was there before");
            try {
                run(redeploy.of(back.get().toString()), script, hands);
            } catch (TaskFailure again) {
                throw new TaskFailure(e.getMessage() + "; and " + back.get() + ", which was there before, could not be put back: " + again.getMessage(), again.next());
            }
            throw new TaskFailure(e.getMessage() + "; rolled back: " + back.get() + ", which was there before, has been redeployed and runs",
                    "see why in the guest's log");
        }
    }

    private static void run(Redeploy redeploy, Script script, Hands hands) throws TaskFailure, IOException, InterruptedException {
        Slot slot = redeploy.slot();
        String what = "slot " + slot.name() + " could not be redeployed";
        Command shown = shown(redeploy, hands.scope());
        String identity = new IdentityText(redeploy.identity()).sent(slot.name() + " " + hands.holder().run());
        LeftStores left = new LeftStores(hands, reader(redeploy, hands.scope()));
        if (redeploy.inserts().isEmpty()) {
            SlotScript.run(hands, "slot " + slot.name(), what, command(redeploy, script, hands).reading(identity), shown, left);
            left.tell();
            return;
        }
        try (Overlays.Packed packed = Overlays.of(redeploy.inserts()).packed()) {
            SlotScript.feed(hands, slot, what, command(redeploy, script, hands), shown, out -> {
                out.write((packed.lines() + identity).getBytes(StandardCharsets.UTF_8));
                packed.to(out);
            }, left);
            left.tell();
        } catch (ArchiveRefused e) {
            throw new Refusal("slot " + slot.name() + ": refused by rule archive: " + e.getMessage(), "do not trust this archive");
        }
    }

    private static Command command(Redeploy redeploy, Script script, Hands hands) throws TaskFailure, IOException, InterruptedException {
        Slot slot = redeploy.slot();
        List<String> arguments = new ArrayList<>(List.of(
                SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT, hands.holder().run(),
                slot.name()));
        arguments.addAll(Storage.of(slot, hands.scope()).arguments());
        arguments.add(strategy(redeploy));
        arguments.addAll(ImageSource.of(redeploy.image(), hands).arguments(ImageName.of(redeploy.image()).release(), reader(redeploy, hands.scope())));
        Redeploy.Checks checks = redeploy.checks();
        arguments.addAll(List.of(seconds(checks.agent()), Integer.toString(checks.port()), seconds(checks.portWithin()), checks.command(),
                seconds(checks.commandWithin()), redeploy.onFailure().name().toLowerCase(Locale.ROOT),
                redeploy.verify().name().toLowerCase(Locale.ROOT)));
        arguments.addAll(List.of(redeploy.hostname(), seconds(redeploy.shutdownWithin()),
                redeploy.onTimeout().name().toLowerCase(Locale.ROOT), redeploy.tried() ? "try" : redeploy.start() ? "yes" : "no", seconds(redeploy.sshWithin())));
        for (Nic nic : slot.nics()) {
            arguments.addAll(List.of(nic.network(), nic.mac(), address(nic, redeploy.identity())));
        }
        List<String> argv = new ArrayList<>(OWN_MOUNTS);
        argv.addAll(script.with(arguments).argv());
        return Command.of(argv).within(Command.NO_LIMIT);
    }

    /** Where the system answers: the address that its identity gives the card, else the card's own; empty: DHCP. */
    private static String address(Nic nic, Identity identity) {
        return identity.network().cards().stream().filter(card -> card.mac().equals(nic.mac())).map(Identity.Card::address).findFirst()
                .orElse(nic.address());
    }

    /** The command as errors show it: without the script's text. */
    private static Command shown(Redeploy redeploy, Scope scope) {
        return Command.of("redeploy.sh", redeploy.slot().name(), DiskTask.path(redeploy.slot(), scope), strategy(redeploy), redeploy.image());
    }

    /** As whom a store knows the slot. */
    private static String reader(Redeploy redeploy, Scope scope) {
        return scope.host().name() + "." + redeploy.slot().name();
    }

    private static String strategy(Redeploy redeploy) {
        return redeploy.by().name().toLowerCase(Locale.ROOT);
    }

    /** Whole seconds, rounded up: a deadline is never shorter than declared. */
    private static String seconds(Duration duration) {
        return Long.toString(duration.plusSeconds(1).minusNanos(1).toSeconds());
    }
}
