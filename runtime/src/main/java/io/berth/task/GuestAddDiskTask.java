package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.cluster.GuestClaims;
import io.berth.cluster.StartCheck;
import io.berth.cluster.Starts;
import io.berth.libvirt.DomainDisk;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.Made;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** One more disk of a guest, a new volume or one that is there: at once if it runs and its bus allows, and in what is stored of it. */
final class GuestAddDiskTask extends GuestMakerTask<GuestAddDiskTask.AddDisk> {

    static final Script ADD = Making.of("add-disk.sh");
    private static final Set<String> AT_ONCE = Set.of("virtio", "scsi", "usb");

    public record AddDisk(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "the pool in which a new volume is made") String pool,
            @Param(doc = "how large that is: 20.GiB") Size size,
            @Param(doc = "raw or qcow2; else qcow2 in a directory, raw on devices") String format,
            @Param(doc = "a volume that is there, POOL/VOLUME or its path; its format is looked for in it") String volume,
            @Param(doc = "its name in the guest, vdb; with one, a guest that has it already is as it should be. Else the next that is free") String target,
            @Param(doc = "virtio, scsi, sata, usb or ide; else that of the guest's first disk") String bus,
            @Param(doc = "none, writeback, writethrough, directsync or unsafe; else as QEMU has it") String cache) { }

    GuestAddDiskTask() {
        super("guestAddDisk", AddDisk.class, "Gives a guest one more disk.");
    }

    @Override
    String guest(AddDisk said) {
        return said.guest();
    }

    @Override
    public String name(AddDisk said) {
        return said.guest() + ":" + (!said.target().isEmpty() ? said.target() : !said.volume().isEmpty() ? said.volume() : said.pool() + " " + said.size());
    }

    @Override
    public Footprint footprint(AddDisk said, Scope scope) {
        Footprint guest = super.footprint(said, scope);
        if (said.pool().isEmpty()) {
            return guest;
        }
        Set<Key> reads = new HashSet<>(guest.reads());
        reads.add(new Key("pool", said.pool(), scope.host().name()));
        return new Footprint(reads, guest.writes());
    }

    @Override
    Wrong wrong(AddDisk said) {
        Wrong wrong = new Wrong().when(said.pool().isEmpty() == said.volume().isEmpty(), "a disk is a new volume in a 'pool', or a 'volume' that is there")
                .when(!said.pool().isEmpty() && said.size().toMib() < 1, "a new volume wants a 'size' of at least 1 MiB")
                .when(!said.volume().isEmpty() && !said.format().isEmpty(), "the format of a volume that is there is looked for in it: 'format' is for a new one")
                .when(!Set.of("", "raw", "qcow2").contains(said.format()), "'format' is raw or qcow2, not '" + said.format() + "'")
                .when(!Set.of("", "virtio", "scsi", "sata", "usb", "ide").contains(said.bus()), "'bus' is virtio, scsi, sata, usb or ide, not '" + said.bus() + "'")
                .when(!Set.of("", "none", "writeback", "writethrough", "directsync", "unsafe").contains(said.cache()), "'" + said.cache() + "' is no way to cache")
                .when(!said.target().matches("|[a-z]{2,3}[a-z]"), "'target' is a disk's name such as vdb, not '" + said.target() + "'")
                .unlessLine("pool", said.pool()).when(said.pool().startsWith("-"), "'pool' is the name of a pool");
        return said.volume().isEmpty() ? wrong : FoundVolume.wrong(wrong, "volume", said.volume());
    }

    @Override
    List<Command> asks(AddDisk said, Scope scope) {
        return List.of(Virsh.POOLS, said.volume().isEmpty() ? FoundVolume.all(said.pool()) : FoundVolume.question(said.volume()));
    }

    @Override
    Change change(AddDisk said, Seen seen) throws TaskFailure {
        FoundDomain guest = seen.guest(said.guest());
        if (!said.target().isEmpty() && Stream.of(guest.live(), guest.stored()).flatMap(domain -> DomainDisk.all(domain).stream()).anyMatch(disk -> disk.target().equals(said.target()))) {
            return Change.none("has a disk " + said.target());
        }
        String bus = !said.bus().isEmpty() ? said.bus() : said.target().startsWith("sd") ? "scsi" : said.target().startsWith("hd") ? "ide"
                : DomainDisk.all(guest.stored()).stream().filter(DomainDisk::own).map(DomainDisk::bus).findFirst().orElse("virtio");
        String target = said.target().isEmpty() ? DiskPlace.target(guest, DiskPlace.prefix(bus)) : said.target();
        return said.volume().isEmpty() ? fresh(said, guest, target, bus, seen.more()) : existing(said, guest, target, bus, seen);
    }

    private Change fresh(AddDisk said, FoundDomain guest, String target, String bus, List<Answer> more) throws TaskFailure {
        FoundPool pool = DiskPlace.pool(said.pool(), more.get(0));
        String format = DiskPlace.format(said.format(), pool);
        String path = DiskPlace.fresh(pool, guest.name() + "-" + target, format, more.get(1).out().lines().toList());
        Element disk = DiskPlace.disk(path, DiskPlace.ofBlocks(pool), format, target, bus, said.cache());
        Made made = Made.in(guest.stored()).with(path);
        List<String> volume = List.of(pool.name(), HostPath.name(path), Long.toString(said.size().bytes()), format);
        return attach(said, guest, disk, bus, target + ": new " + format + " volume " + path + " of " + said.size(), path, made.print(), volume);
    }

    private Change existing(AddDisk said, FoundDomain guest, String target, String bus, Seen seen) throws TaskFailure {
        FoundVolume volume = FoundVolume.of(said.volume(), seen.more().get(1)).wholeOrWithin(DiskPlace.directories(seen.more().get(0)));
        Optional<DomainDisk> has = DomainDisk.all(guest.stored()).stream().filter(disk -> disk.path().equals(volume.path())).findFirst();
        if (has.isPresent()) {
            return Change.none("has " + volume.path() + " as " + has.get().target());
        }
        if (!Set.of("raw", "qcow2").contains(volume.format())) {
            throw new Refusal(volume.path() + " is of format " + volume.format() + ": a guest gets raw and qcow2", "convert it first: qemu-img convert");
        }
        Element disk = DiskPlace.disk(volume.path(), volume.path().startsWith("/dev/"), volume.format(), target, bus, said.cache());
        unclaimed(guest.name(), Element.of("domain", Map.of(), Element.of("devices", Map.of(), disk)), seen);
        return attach(said, guest, disk, bus, target + ": " + volume.format() + " volume " + volume.path() + " of " + volume.size(), volume.path(), "", List.of());
    }

    private static Change attach(AddDisk said, FoundDomain guest, Element disk, String bus, String summary, String path, String made, List<String> volume) {
        boolean later = guest.active() && !AT_ONCE.contains(bus);
        String where = !guest.active() || later ? "--config" : guest.persistent() ? "--live --config" : "--live";
        List<String> arguments = new ArrayList<>(List.of(guest.uuid(), where, guest.active() ? "live" : "", path, made));
        arguments.addAll(volume);
        return Change.of(said.target().isEmpty() && said.volume().isEmpty() ? Change.Kind.ACT : Change.Kind.CREATE, summary + (later ? ", at next boot" : ""),
                hands -> {
                    if (guest.active() && !later && volume.isEmpty()) {
                        mustBeFreeEverywhere(guest, disk, hands);
                    }
                    add(guest, arguments, disk, hands);
                });
    }

    /** A guest that runs takes a disk without a start: what starts are asked is asked here, of that disk alone. */
    private static void mustBeFreeEverywhere(FoundDomain guest, Element disk, Hands hands) throws TaskFailure, IOException, InterruptedException {
        Element alone = Element.of("domain", Map.of(), Element.text("name", guest.name()), Element.text("uuid", guest.uuid()), Element.text("memory", "0"), Element.text("vcpu", "1"),
                Element.of("devices", Map.of(), disk));
        String host = hands.scope().host().name();
        GuestStart.check(hands, new Starts.Wanted(host, guest.name(), seen -> GuestClaims.of(alone), host, new StartCheck.Room(new Size(0), true)));
    }

    private static void add(FoundDomain guest, List<String> arguments, Element disk, Hands hands) throws TaskFailure, IOException, InterruptedException {
        Making.run(hands, "guest " + guest.name() + " did not get the disk", Making.command(hands, ADD, guest.name(), arguments).reading(disk.print()));
    }
}
