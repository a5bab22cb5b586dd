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
import io.berth.libvirt.FoundStorage;
import io.berth.libvirt.FoundVolume;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

/** A volume as a file of the controller: the same bytes, of which zeros do not travel and become holes. */
final class VolumeDownloadTask extends VolumeTask<VolumeDownloadTask.Download> {

    static final Script DOWNLOAD = script("download");

    public record Download(
            @Param(doc = "pool and volume: primary/web.qcow2", required = true, positional = true) String volume,
            @Param(doc = "the file, of the controller from the playbook's directory", required = true) String to,
            @Param(doc = "whether a file of other content goes for it; else that is refused", fallback = "false") boolean replace) { }

    VolumeDownloadTask() {
        super("volumeDownload", Download.class, "Writes a volume to a file of the controller. One that a running guest writes to is refused.");
    }

    @Override
    String volume(Download said) {
        return said.volume();
    }

    @Override
    public String name(Download said) {
        return said.volume() + " to " + said.to();
    }

    @Override
    public Footprint footprint(Download said, Scope scope) {
        return footprint(said, scope, Set.of(key(said.volume(), scope.host().name())), Set.of(new Key("file", scope.file(said.to()).toString(), "the controller")));
    }

    @Override
    List<Command> looks(Download said, Scope scope) {
        try {
            Path file = scope.file(said.to());
            return Files.isRegularFile(file) ? List.of(VolumeUploadTask.digest(VolumeName.of(said.volume()), Files.size(file))) : List.of();
        } catch (IOException e) {
            // change says why
            return List.of();
        }
    }

    @Override
    Change change(Download said, SeenVolume seen, FoundStorage other, Scope scope, List<Answer> looked) throws TaskFailure {
        if (seen.volume().isEmpty()) {
            return Change.of(Change.Kind.MAYBE, "there is no volume " + said.volume() + " yet", hands -> seen.found(scope));
        }
        Path file = scope.file(said.to());
        try {
            if (!looked.isEmpty() && looked.get(0).text().equals(Content.of(file).digest())) {
                return Change.none("is in " + said.to());
            }
        } catch (IOException e) {
            throw new TaskFailure("cannot read " + file + ": " + e.getMessage(), "");
        }
        boolean there = Files.exists(file);
        if (there && (!said.replace() || !Files.isRegularFile(file))) {
            throw new Refusal(file + " is there, and has not the content of volume " + said.volume(), "say replace: true if it may go for it");
        }
        seen.still("copied");
        FoundVolume volume = seen.volume().get();
        return Change.of(there ? Change.Kind.UPDATE : Change.Kind.CREATE, volume.format() + ", " + new Size(volume.allocation()) + " of " + new Size(volume.capacity()),
                hands -> receive(said, volume, file, hands));
    }

    private static void receive(Download said, FoundVolume volume, Path file, Hands hands) throws TaskFailure, IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        Path beside = Files.createTempFile(file.getParent(), ".berth-", "");
        try {
            String digest;
            try (SparseFile sparse = new SparseFile(beside, place -> hands.progress(place, volume.format().equals("raw") ? volume.capacity() : 0))) {
                new ImageScript(hands, "volume " + said.volume() + " could not be copied to " + file).pour(command(volume.path()), sparse);
                digest = sparse.digest();
            }
            if (!digest.equals(Content.of(beside).digest())) {
                throw new TaskFailure("what came of volume " + said.volume() + " is not what it was: it has changed meanwhile, or was cut off", "run it again");
            }
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Says what {@link SparseFile} takes. */
    static Command command(String path) {
        return DOWNLOAD.with(path).within(Command.NO_LIMIT);
    }
}
