package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Hands;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.Made;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Size;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A new guest with new disks: empty ones, to install from an ISO, or the first with what an image has. It is not started. */
final class GuestCreateTask extends GuestMakerTask<GuestCreateTask.Create> {

    static final Script CREATE = Making.of("create.sh");
    private static final Script MACHINE = Script.of(GuestCreateTask.class, "guest/machine.sh");
    private static final Script TAKE = Script.of(GuestCreateTask.class, "sha256.sh", "guest/take.sh");

    public record Create(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "its memory: 2.GiB", fallback = "1GiB") Size memory,
            @Param(doc = "the most memory that it can be given while it runs; else what it has") Size maxMemory,
            @Param(doc = "how many processors", fallback = "1") int cpus,
            @Param(doc = "its disks, POOL:SIZE[:raw|:qcow2] each, vda first: 'primary:20G'") List<String> disks,
            @Param(doc = "what is copied into the first disk: a file of the host, POOL/VOLUME, or a URL with 'checksum'") String image,
            @Param(doc = "what is in its CD-ROM: a file of the host, or a URL with 'checksum', which is got into the first disk's pool and stays there") String iso,
            @Param(doc = "of what is got from a URL: sha256: and 64 hex digits") String checksum,
            @Param(doc = "where its cards are: networks, or bridge=BRIDGE") List<String> networks,
            @Param(doc = "MACs of its cards; else such as are made from its name") List<String> macs,
            @Param(doc = "what it boots from, in this order: hd, cdrom, network; and uefi, if it is to have such firmware. Else what there is of cdrom and hd") List<String> boot,
            @Param(doc = "whether its processor is emulated though the host lends its own", fallback = "false") boolean emulated) {

        public Create {
            disks = List.copyOf(disks);
            networks = List.copyOf(networks);
            macs = List.copyOf(macs);
            boot = List.copyOf(boot);
        }

        /** What a host is to get; empty: nothing. */
        Optional<Download> download() {
            return List.of(image, iso).stream().filter(GuestCreateTask::isUrl).findFirst().map(url -> new Download(url, checksum, Map.of()));
        }

        Size most() {
            return maxMemory.compareTo(memory) < 0 ? memory : maxMemory;
        }
    }

    GuestCreateTask() {
        super("guestCreate", Create.class, "Makes a guest with new disks, to install from an ISO or with what an image has.");
    }

    private static boolean isUrl(String said) {
        return said.matches("[a-z]+://.*");
    }

    @Override
    String guest(Create said) {
        return said.guest();
    }

    @Override
    Wrong wrong(Create said) {
        Wrong wrong = new Wrong().when(said.memory().toMib() < 1, "'memory' is at least 1 MiB").when(said.cpus() < 1, "'cpus' is at least 1")
                .when(said.maxMemory().bytes() > 0 && said.maxMemory().compareTo(said.memory()) < 0, "'maxMemory' is at least 'memory'")
                .when(!said.macs().isEmpty() && said.macs().size() != said.networks().size(), "'macs' has one for each of 'networks', or none")
                .when(isUrl(said.image()) && isUrl(said.iso()), "one of 'image' and 'iso' can be a URL")
                .when((!said.image().isEmpty() || isUrl(said.iso())) && said.disks().isEmpty(), "what is copied or got wants a disk whose pool has it: 'disks'")
                .when(said.boot().stream().anyMatch(device -> !Set.of("hd", "cdrom", "network", "uefi").contains(device)), "'boot' is of hd, cdrom, network and uefi")
                .unlessLine("networks", String.join("", said.networks()));
        said.disks().forEach(disk -> wrong.when(WantedDisk.of(disk).isEmpty(), "'disks' wants " + WantedDisk.FORM + ", not '" + (disk.length() > 40 ? "…" : disk) + "'"));
        said.macs().forEach(mac -> wrong.unlessFits("macs", mac, GuestCloneTask.MAC, "MACs such as 52:54:00:12:34:56"));
        if (!said.image().isEmpty() && !isUrl(said.image())) {
            FoundVolume.wrong(wrong, "image", said.image());
        }
        if (!said.iso().isEmpty() && !isUrl(said.iso())) {
            wrong.unlessAbsolute("iso", said.iso());
        }
        said.download().ifPresent(download -> {
            Diagnostics found = new Diagnostics();
            download.check(SourceRange.NONE, found);
            found.all().forEach(diagnostic -> wrong.when(true, diagnostic.message()));
            wrong.when(said.checksum().equals("none"), "what is got from a URL wants a 'checksum'");
        });
        return wrong;
    }

    @Override
    List<Command> asks(Create said, Scope scope) {
        List<Command> all = new ArrayList<>(List.of(Virsh.POOLS, MACHINE.with()));
        if (!said.image().isEmpty() && !isUrl(said.image())) {
            all.add(FoundVolume.question(said.image()));
        } else if (!said.iso().isEmpty() && !isUrl(said.iso())) {
            all.add(Command.of("test", "-f", said.iso()));
        }
        pools(said).forEach(pool -> all.add(FoundVolume.all(pool)));
        return all;
    }

    private static List<String> pools(Create said) {
        return said.disks().stream().flatMap(disk -> WantedDisk.of(disk).stream()).map(WantedDisk::pool).distinct().toList();
    }

    @Override
    Change change(Create said, Seen seen) throws TaskFailure {
        Optional<FoundDomain> there = seen.domains().named(said.guest());
        if (there.isPresent()) {
            if (Made.in(there.get().stored()).how().equals("created")) {
                return Change.none("is there");
            }
            throw new Refusal("there is a guest " + said.guest() + " already, which was not made so", "choose another name");
        }
        List<String> volumes = new ArrayList<>();
        List<Element> disks = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        boolean found = !said.image().isEmpty() && !isUrl(said.image());
        Optional<FoundVolume> image = found ? Optional.of(FoundVolume.of(said.image(), seen.more().get(2)).wholeOrWithin(DiskPlace.directories(seen.more().get(0)))) : Optional.empty();
        if (!found && !said.iso().isEmpty() && !isUrl(said.iso()) && !seen.more().get(2).ok()) {
            throw new TaskFailure("there is no file " + said.iso() + " on host " + seen.scope().host().name(), "bring it there, or name another");
        }
        List<String> taken = new ArrayList<>();
        int first = seen.more().size() - pools(said).size();
        for (Answer answer : seen.more().subList(first, seen.more().size())) {
            answer.out().lines().forEach(taken::add);
        }
        String directory = "";
        for (String text : said.disks()) {
            WantedDisk wanted = WantedDisk.of(text).orElseThrow();
            FoundPool pool = DiskPlace.pool(wanted.pool(), seen.more().get(0));
            String target = "vd" + DiskPlace.letters(disks.size());
            String format = DiskPlace.format(wanted.format(), pool);
            String path = DiskPlace.fresh(pool, said.guest() + "-" + target, format, taken);
            taken.add(path);
            volumes.add(path);
            directory = directory.isEmpty() ? pool.target() : directory;
            String content = volumes.size() > 1 ? "" : image.map(FoundVolume::path).orElse(isUrl(said.image()) ? got(said.image(), directory) : "");
            arguments.addAll(List.of(pool.name(), HostPath.name(path), Long.toString(wanted.size().bytes()), format, path, content, image.map(FoundVolume::format).orElse("detect")));
            disks.add(DiskPlace.disk(path, DiskPlace.ofBlocks(pool), format, target, "virtio", ""));
        }
        String iso = isUrl(said.iso()) ? got(said.iso(), directory) : said.iso();
        List<String> macs = said.macs().isEmpty() ? FreshMacs.of(said.guest(), said.networks().size(), seen.macs()) : said.macs();
        List<Element> nics = new ArrayList<>();
        for (int i = 0; i < said.networks().size(); i++) {
            nics.add(NewGuest.nic(said.networks().get(i), macs.get(i)));
        }
        List<String> machine = seen.more().get(1).out().lines().toList();
        Element definition = new NewGuest(said.guest(), machine.isEmpty() ? "x86_64" : machine.get(0), machine.contains("kvm") && !said.emulated(), said.boot().contains("uefi"),
                said.memory(), said.most(), said.cpus(), disks, nics, iso, boot(said), volumes).definition();
        unclaimed(said.guest(), definition, seen);
        String at = directory;
        return Change.of(Change.Kind.CREATE, "with " + said.memory() + ", " + said.cpus() + " cpus" + (volumes.isEmpty() ? "" : ", " + String.join(", ", volumes)),
                hands -> create(said, definition, arguments, at, hands));
    }

    private static List<String> boot(Create said) {
        List<String> devices = said.boot().stream().filter(device -> !device.equals("uefi")).toList();
        return !devices.isEmpty() ? devices : said.iso().isEmpty() ? List.of("hd") : List.of("cdrom", "hd");
    }

    /** Where what a URL has is got to. */
    private static String got(String url, String directory) {
        return HostPath.in(directory, HostPath.name("/" + url.replaceFirst("[?#].*$", "")));
    }

    private static void create(Create said, Element definition, List<String> arguments, String directory, Hands hands) throws TaskFailure, IOException, InterruptedException {
        if (said.download().isPresent()) {
            Download download = said.download().get();
            String path = got(download.url(), directory);
            hands.phase("get");
            Answer there = hands.attempt(TAKE.with(path, download.digest()).within(Command.NO_LIMIT));
            if (!there.ok()) {
                download.to(hands, path + ".part");
                hands.run(TAKE.with(path, download.digest(), path + ".part").within(Command.NO_LIMIT));
            }
        }
        Command command = Making.command(hands, CREATE, said.guest(), arguments).reading(definition.print());
        Making.guest(hands, said.guest(), "guest " + said.guest() + " could not be made", script -> script.run(command));
    }
}
