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
import io.berth.libvirt.DomainDisk;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A guest that is off as one file: definition, disks, NVRAM, snapshots, and a digest of each. The guest stays. */
final class GuestArchiveTask extends GuestMakerTask<GuestArchiveTask.Archive> {

    static final Script ARCHIVE = Making.of("archive.sh");

    /** How an archive is packed. */
    public enum Packing { ZST, GZ }

    public record Archive(
            @Param(doc = "the guest; it is off", required = true, positional = true) String guest,
            @Param(doc = "the directory that gets GUEST.tar.zst: of the controller, from the playbook's on, or with 'onHost' of the host", required = true) String to,
            @Param(doc = "whether the directory is one of the guest's host", fallback = "false") boolean onHost,
            @Param(doc = "how it is packed: zst or gz", fallback = "zst") Packing packing,
            @Param(doc = "a program of the guest's host that it goes through, with its arguments: ['gpg', '--encrypt', '-r', 'ops']; its name ends the file's") List<String> through) {

        public Archive {
            through = List.copyOf(through);
        }

        String file() {
            String name = guest + ".tar." + (packing == Packing.ZST ? "zst" : "gz");
            return through.isEmpty() ? name : name + "." + through.get(0).replaceFirst(".*/", "");
        }
    }

    GuestArchiveTask() {
        super("guestArchive", Archive.class, "Writes a guest with all that belongs to it into one file.");
    }

    @Override
    String guest(Archive said) {
        return said.guest();
    }

    @Override
    public String name(Archive said) {
        return said.guest() + " to " + said.to();
    }

    @Override
    public Footprint footprint(Archive said, Scope scope) {
        Footprint guest = super.footprint(said, scope);
        Set<Key> writes = new HashSet<>(guest.writes());
        writes.add(said.onHost() ? new Key("file", HostPath.in(said.to(), said.file()), scope.host().name()) : new Key("file", scope.file(said.to()).resolve(said.file()).toString(), "the controller"));
        return new Footprint(guest.reads(), writes);
    }

    @Override
    Wrong wrong(Archive said) {
        Wrong wrong = new Wrong().when(said.to().isBlank() || said.to().indexOf('\0') >= 0, "'to' is no directory");
        through(wrong, said.through());
        return said.onHost() ? wrong.unlessAbsolute("to", said.to()) : wrong;
    }

    static void through(Wrong wrong, List<String> words) {
        if (!words.isEmpty()) {
            wrong.unlessProgram("through", words.get(0)).when(words.get(0).isBlank(), "'through' begins with a program");
        }
    }

    @Override
    Change change(Archive said, Seen seen) throws TaskFailure {
        FoundDomain guest = seen.guest(said.guest());
        mustBeOff(guest, "what it writes meanwhile would be half of it");
        List<String> disks = new ArrayList<>();
        for (DomainDisk disk : DomainDisk.all(guest.stored())) {
            if (disk.own() && (!disk.type().equals("file") || disk.path().isEmpty())) {
                throw new Refusal("disk " + disk.target() + " of guest " + guest.name() + " is of type " + disk.type() + ": only files are archived", "archive its content by other means");
            } else if (disk.own()) {
                disks.addAll(List.of(disk.target(), disk.format(), disk.path()));
            }
        }
        String what = said.file() + " in " + said.to() + (said.onHost() ? " of the host" : "");
        Path to = seen.scope().file(said.to()).resolve(said.file());
        if (!said.onHost() && Files.exists(to)) {
            throw new Refusal("there is " + to + " already", "move it away: an archive is never written over");
        }
        return Change.of(Change.Kind.ACT, "write " + what + " of " + disks.size() / 3 + (disks.size() == 3 ? " disk" : " disks"), hands -> {
            List<String> arguments = new ArrayList<>(List.of(guest.uuid(), said.packing() == Packing.ZST ? "zstd" : "gzip",
                    said.onHost() ? HostPath.in(HostPath.plain(said.to()), said.file()) : "", guest.nvram(), Integer.toString(disks.size() / 3)));
            arguments.addAll(Stream.concat(disks.stream(), said.through().stream()).toList());
            Command command = Making.command(hands, ARCHIVE, guest.name(), arguments);
            String failed = "guest " + guest.name() + " could not be archived";
            if (said.onHost()) {
                Making.run(hands, failed, command);
            } else {
                write(to, failed, command, hands);
            }
        });
    }

    private static void write(Path to, String failed, Command command, Hands hands) throws TaskFailure, IOException, InterruptedException {
        Files.createDirectories(to.getParent());
        Path beside = Files.createTempFile(to.getParent(), ".berth-", "");
        try {
            try (OutputStream out = new Counted(Files.newOutputStream(beside), hands, 0)) {
                new ImageScript(hands, failed).pour(command, out);
            }
            Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
