package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.cluster.SeenStorage;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.FoundStorage;
import io.berth.libvirt.FoundVolume;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import io.berth.model.Size;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A volume in another pool, of its host or of another: copied, compared by its SHA-256, and only then deleted where it was. One that a domain
 * has stays: it would be lost to it.
 */
final class VolumeMoveTask extends VolumeTask<VolumeMoveTask.Move> {

    private static final int PIPE = 1 << 20;

    public record Move(
            @Param(doc = "pool and volume: primary/web.qcow2", required = true, positional = true) String volume,
            @Param(doc = "pool and volume that it is to be", required = true) String to,
            @Param(doc = "the host that gets it; else it stays on its own") String host) { }

    VolumeMoveTask() {
        super("volumeMove", Move.class, "Moves a volume that no domain has to another pool or host. It goes where it was once the copy is known to be the same.");
    }

    @Override
    String volume(Move said) {
        return said.volume();
    }

    @Override
    public String name(Move said) {
        return said.volume() + " to " + said.to();
    }

    @Override
    public Footprint footprint(Move said, Scope scope) {
        String host = said.host().isEmpty() ? scope.host().name() : said.host();
        return footprint(said, scope, Set.of(new Key("pool", said.to().split("/")[0], host)), Set.of(key(said.volume(), scope.host().name()), key(said.to(), host)));
    }

    @Override
    Wrong wrong(Move said) {
        return new Wrong().unlessFits("to", said.to(), VolumeName.FORM, VolumeName.WANTS)
                .when(said.host().isEmpty() && said.to().equals(said.volume()), "it is there already: say another pool, name or host");
    }

    @Override
    Change change(Move said, SeenVolume seen, FoundStorage other, Scope scope, List<Answer> looked) throws TaskFailure {
        Host target = said.host().isEmpty() ? scope.host() : scope.playbook().hosts().get(said.host());
        if (target == null) {
            throw new TaskFailure("there is no host " + said.host(), "berth host list tells which there are");
        }
        VolumeName name = VolumeName.of(said.to());
        if (seen.volume().isEmpty()) {
            // whether it has been moved shows on the other host only, which is asked when something is done
            return Change.none("is not there: it has been moved, or never was");
        }
        seen.unused("moved");
        FoundVolume volume = seen.volume().get();
        if (!volume.backing().isEmpty() && !target.name().equals(scope.host().name())) {
            throw new TaskFailure("volume " + said.volume() + " stands on " + volume.backing() + ", which does not move with it", "clone it first: a clone in another format stands alone");
        }
        return Change.of(Change.Kind.UPDATE, "to " + name + (said.host().isEmpty() ? "" : " of " + said.host()) + ", " + new Size(volume.allocation()) + " of "
                + new Size(volume.capacity()), hands -> move(said, seen, volume, name, target, hands));
    }

    private static void move(Move said, SeenVolume seen, FoundVolume volume, VolumeName name, Host target, Hands hands)
            throws TaskFailure, IOException, InterruptedException {
        DiskUsers.refuse(seen, volume.path(), "moved", hands);
        Hands there = target.name().equals(hands.scope().host().name()) ? hands : hands.on(target);
        SeenVolume made = place(name, target, there);
        long bytes = Long.parseLong(hands.run(Command.of("/bin/sh", "-euc", "if [ -b \"$1\" ]; then blockdev --getsize64 \"$1\"; else stat -L -c %s -- \"$1\"; fi", "size", volume.path())).text());
        made.room(made.logical() ? bytes : Math.min(volume.allocation(), bytes), "a volume");
        copy(volume.path(), made, bytes, hands, there);
        VolumeTask.run(hands, "the volume is in " + said.to() + " now, and could not be deleted where it was", VolumeDeleteTask.DELETE, seen.pool().uuid(), volume.path());
    }

    private static SeenVolume place(VolumeName name, Host target, Hands there) throws TaskFailure, IOException, InterruptedException {
        FoundStorage storage = SeenStorage.of(there.run(SeenStorage.look(name.pool())));
        FoundPool pool = storage.pool(name.pool()).orElseThrow(() -> new TaskFailure("there is no pool " + name.pool() + " on host " + target.name(), "berth pool list tells where it is"));
        SeenVolume made = SeenVolume.of(name, pool, storage, Virsh.domains(there.run(Virsh.DOMAINS)), new Scope(target, there.scope().playbook()));
        made.takesNew();
        if (made.volume().isPresent()) {
            throw new TaskFailure("volume " + name + " is there already on host " + target.name(), "give it another name");
        }
        return made;
    }

    /** What one end says is what the other takes, which knows at its end whether it is the same. */
    private static void copy(String path, SeenVolume made, long bytes, Hands hands, Hands there) throws TaskFailure, IOException, InterruptedException {
        try (PipedInputStream in = new PipedInputStream(PIPE); PipedOutputStream out = new PipedOutputStream(in)) {
            CompletableFuture<Void> read = new CompletableFuture<>();
            Thread reader = new Thread(() -> {
                try (out) {
                    new ImageScript(hands, "volume " + path + " could not be read").pour(VolumeDownloadTask.command(path), out);
                    read.complete(null);
                } catch (TaskFailure | IOException | InterruptedException e) {
                    read.completeExceptionally(e);
                }
            }, "volume-read");
            reader.setDaemon(true);
            reader.start();
            try {
                new ImageScript(there, "volume " + made.name() + " could not be made").feed(VolumeUploadTask.command(made, bytes, ""), command -> in.transferTo(command));
            } finally {
                reader.interrupt();
                reader.join();
            }
            ended(read);
        }
    }

    private static void ended(CompletableFuture<Void> read) throws TaskFailure, IOException {
        try {
            read.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof TaskFailure failure) {
                throw failure;
            }
            throw new IOException(e.getCause().getMessage(), e.getCause());
        }
    }
}
