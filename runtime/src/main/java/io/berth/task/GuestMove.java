package io.berth.task;

import io.berth.api.Refusal;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a guest gets from one host to another, and what becomes of its files: a pure function of what both were seen to be.
 *
 * @param why it is this way, half a sentence
 * @param items what becomes of files, in their order
 * @param bytes that are sent
 */
record GuestMove(MoveWay way, String why, List<Item> items, Size bytes) {

    GuestMove {
        items = List.copyOf(items);
    }

    /**
     * What becomes of a file.
     *
     * @param action as {@code migrate/move.sh} takes it
     * @param bytes that it takes
     */
    record Item(String action, MovedFile file, long bytes) {

        /** Whether it is sent. */
        boolean goes() {
            return !action.equals("shared") && !action.equals("device");
        }
    }

    /** What a user insists on. */
    enum Wish { ANY, LIVE, COPY_STORAGE, OFFLINE }

    /**
     * @param here what the guest's host told
     * @param there what the other one did
     * @throws Refusal if it does not go, or not as wished
     */
    static GuestMove of(FoundDomain guest, SeenMove here, SeenMove there, Wish wish) throws Refusal {
        List<MovedFile> files = MovedFile.of(guest, here);
        refuse(guest, never(guest, here, files, there));
        List<MovedFile> own = files.stream().filter(file -> file.use() == MovedFile.Use.WRITES && !isShared(file, here, there)).toList();
        if (!guest.active()) {
            if (wish == Wish.LIVE || wish == Wish.COPY_STORAGE) {
                throw new Refusal("guest " + guest.name() + " does not run: it cannot be moved live", "leave that out: it is moved as it is");
            }
            return offline(files, here, there, own.isEmpty() ? "it is off, and its disks are on storage that both hosts have" : "it is off");
        }
        List<String> notLive = notLive(guest, own, here, there);
        if (wish == Wish.OFFLINE || !notLive.isEmpty() && wish == Wish.ANY) {
            if (guest.state() == FoundDomain.State.PAUSED) {
                throw new Refusal("guest " + guest.name() + " is suspended, and cannot be shut down", "resume it, or shut it down: berth guest resume " + guest.name());
            }
            return offline(files, here, there, "it is shut down for that, " + (wish == Wish.OFFLINE ? "as said" : "since " + String.join(", ", notLive)));
        }
        refuse(guest, notLive);
        if (wish == Wish.COPY_STORAGE && own.isEmpty()) {
            throw new Refusal("guest " + guest.name() + " has no disk to copy: both hosts have them", "leave --copy-storage out");
        }
        List<Item> items = new ArrayList<>();
        // what lies below a disk that qemu copies comes with it
        Set<String> copied = own.stream().flatMap(file -> here.layers(file.path()).stream().skip(1)).map(SeenMove.Layer::path).collect(Collectors.toSet());
        for (MovedFile file : files) {
            if (!copied.contains(file.path())) {
                items.add(item(file, own.contains(file) ? "mirror" : sent(file), here, there));
            }
        }
        String why = own.isEmpty() ? "both hosts have its disks"
                : own.stream().map(MovedFile::path).collect(Collectors.joining(", ")) + (own.size() == 1 ? " is" : " are") + " on its host only";
        return new GuestMove(own.isEmpty() ? MoveWay.SHARED : MoveWay.COPY, why, items, bytes(items));
    }

    private static GuestMove offline(List<MovedFile> files, SeenMove here, SeenMove there, String why) {
        List<Item> items = files.stream().map(file -> item(file, sent(file), here, there)).toList();
        return new GuestMove(MoveWay.OFFLINE, why, items, bytes(items));
    }

    /** One that others read may be there already, and stays here for them. */
    private static String sent(MovedFile file) {
        return file.use() == MovedFile.Use.READS ? "keep" : "copy";
    }

    /** @param action unless both hosts have it; of a device its own name is proof enough */
    private static Item item(MovedFile file, String action, SeenMove here, SeenMove there) {
        SeenMove.File seen = here.files().get(file.path());
        return new Item(!isShared(file, here, there) ? action : seen.device() ? "device" : "shared", file, seen.bytes());
    }

    private static Size bytes(List<Item> items) {
        return new Size(items.stream().filter(Item::goes).mapToLong(Item::bytes).sum());
    }

    static boolean isShared(MovedFile file, SeenMove here, SeenMove there) {
        SeenMove.File one = here.files().get(file.path());
        SeenMove.File other = there.files().get(file.path());
        return one != null && other != null && one.device() == other.device() && !one.identity().equals("-") && one.identity().equals(other.identity());
    }

    /** What keeps it where it is, running or not. */
    private static List<String> never(FoundDomain guest, SeenMove here, List<MovedFile> files, SeenMove there) {
        List<String> never = new ArrayList<>();
        if (guest.state() == FoundDomain.State.SHUTTING_DOWN || guest.state() == FoundDomain.State.SUSPENDED) {
            never.add("it neither runs nor is it off");
        }
        if (!guest.persistent()) {
            never.add("it goes away when it is shut off: libvirt has no definition of it");
        }
        if (here.checkpoints() > 0) {
            never.add("it has checkpoints, which no other host can take over");
        }
        guest.live().at("devices", "hostdev").findAny().ifPresent(device -> never.add("it has a device of its host"));
        guest.live().at("devices", "filesystem").findAny().ifPresent(device -> never.add("it has a directory of its host"));
        guest.live().at("devices", "disk").filter(disk -> disk.attribute("type").equals("volume")).findAny()
                .ifPresent(disk -> never.add("disk " + disk.attributeOf("target", "dev") + " is said as a volume, not as a file"));
        if (!guest.active() && guest.live().at("devices", "tpm", "backend").anyMatch(backend -> backend.attribute("type").equals("emulator"))) {
            never.add("it has a TPM, whose state goes along only while it runs");
        }
        for (MovedFile file : files) {
            SeenMove.File seen = here.files().get(file.path());
            if (seen == null) {
                never.add(file.path() + " is not there");
            } else if (seen.device() && !isShared(file, here, there)) {
                never.add(file.path() + " is a device that the other host has not");
            }
        }
        return never;
    }

    private static List<String> notLive(FoundDomain guest, List<MovedFile> own, SeenMove here, SeenMove there) {
        List<String> not = new ArrayList<>();
        for (MovedFile file : own) {
            if (file.snapshots() > 0) {
                not.add("disk " + file.target() + " has snapshots inside, which qemu does not copy");
            }
        }
        guest.stored().at("devices", "disk").filter(disk -> disk.at("backingStore", "source").findAny().isPresent()
                && own.stream().anyMatch(file -> file.target().equals(disk.attributeOf("target", "dev")))).findFirst()
                .ifPresent(disk -> not.add("the definition says what is below disk " + disk.attributeOf("target", "dev")));
        String mode = guest.live().attributeOf("cpu", "mode");
        if (mode.equals("host-passthrough") && !here.cpu().equals(there.cpu())) {
            not.add("it has its host's processor as it is, and the other's is another one");
        }
        if (there.lacks().containsKey("nocpu")) {
            not.add("the other host's processor cannot do what it has: " + there.lacks().get("nocpu"));
        }
        return not;
    }

    private static void refuse(FoundDomain guest, List<String> why) throws Refusal {
        if (!why.isEmpty()) {
            throw new Refusal("guest " + guest.name() + " cannot be moved" + ": " + String.join("; ", why), "");
        }
    }
}
