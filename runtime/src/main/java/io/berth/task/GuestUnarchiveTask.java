package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.FoundPool;
import io.berth.model.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A guest put back from an archive of it: only if all digests in it are right. */
final class GuestUnarchiveTask extends GuestMakerTask<GuestUnarchiveTask.Unarchive> {

    static final Script UNARCHIVE = Making.of("unarchive.sh");

    public record Unarchive(
            @Param(doc = "the guest, by the name that it had", required = true, positional = true) String guest,
            @Param(doc = "the archive: of the controller, from the playbook's directory, or with 'onHost' of the host", required = true) String from,
            @Param(doc = "whether the archive is on the host", fallback = "false") boolean onHost,
            @Param(doc = "the pool that gets its disks; of files", required = true) String pool,
            @Param(doc = "a program of the host that it goes through, with its arguments: ['gpg', '--decrypt']") List<String> through) {

        public Unarchive {
            through = List.copyOf(through);
        }
    }

    GuestUnarchiveTask() {
        super("guestUnarchive", Unarchive.class, "Puts a guest back from its archive.");
    }

    @Override
    String guest(Unarchive said) {
        return said.guest();
    }

    @Override
    public Footprint footprint(Unarchive said, Scope scope) {
        Footprint guest = super.footprint(said, scope);
        Set<Key> reads = new HashSet<>(guest.reads());
        reads.add(new Key("pool", said.pool(), scope.host().name()));
        reads.add(said.onHost() ? new Key("file", said.from(), scope.host().name()) : new Key("file", scope.file(said.from()).toString(), "the controller"));
        return new Footprint(reads, guest.writes());
    }

    @Override
    Wrong wrong(Unarchive said) {
        Wrong wrong = new Wrong().when(!said.from().matches("(?s).*\\.tar\\.(zst|gz)(\\.[^/]*)?"), "'from' is an archive of a guest: GUEST.tar.zst, GUEST.tar.gz, or one with the name of what it went through behind that")
                .unlessLine("from", said.from()).unlessLine("pool", said.pool());
        GuestArchiveTask.through(wrong, said.through());
        return said.onHost() ? wrong.unlessAbsolute("from", said.from()) : wrong;
    }

    @Override
    List<Command> asks(Unarchive said, Scope scope) {
        return List.of(Virsh.POOLS);
    }

    @Override
    Change change(Unarchive said, Seen seen) throws TaskFailure {
        if (seen.domains().named(said.guest()).isPresent()) {
            return Change.none("is there");
        }
        FoundPool pool = DiskPlace.pool(said.pool(), seen.more().get(0));
        if (DiskPlace.ofBlocks(pool)) {
            throw new TaskFailure("pool " + pool.name() + " has devices, and no files", "name a pool of a directory");
        }
        Path from = seen.scope().file(said.from());
        if (!said.onHost() && !Files.isRegularFile(from)) {
            throw new TaskFailure("there is no archive " + from, "name one that is there");
        }
        String packing = said.from().matches("(?s).*\\.tar\\.zst(\\.[^/]*)?") ? "zstd" : "gzip";
        return Change.of(Change.Kind.CREATE, "from " + said.from() + " into " + pool.target(), hands -> {
            List<String> arguments = new ArrayList<>(List.of(packing, said.onHost() ? said.from() : "", pool.target()));
            arguments.addAll(said.through());
            Command command = Making.command(hands, UNARCHIVE, said.guest(), arguments);
            Making.guest(hands, said.guest(), "guest " + said.guest() + " could not be put back", script -> {
                if (said.onHost()) {
                    script.run(command);
                } else {
                    long total = size(from);
                    script.feed(command, to -> {
                        try (InputStream in = Files.newInputStream(from)) {
                            in.transferTo(new Counted(to, hands, total));
                        }
                    });
                }
            });
        });
    }

    private static long size(Path file) throws IOException {
        return Files.size(file);
    }
}
