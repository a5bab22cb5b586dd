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
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A file of the controller as a volume: the same bytes, of which zeros do not travel. What it is shows in its content. */
final class VolumeUploadTask extends VolumeTask<VolumeUploadTask.Upload> {

    static final Script UPLOAD = script("part", "upload");
    static final Script DIGEST = Script.of(VolumeUploadTask.class, "virsh.sh", "sha256.sh", "volume/digest.sh");

    public record Upload(
            @Param(doc = "pool and volume: primary/debian.iso", required = true, positional = true) String volume,
            @Param(doc = "the file, of the controller from the playbook's directory", required = true) String from,
            @Param(doc = "whether a volume of other content goes for it; else that is refused", fallback = "false") boolean replace) { }

    VolumeUploadTask() {
        super("volumeUpload", Upload.class, "Makes a volume of a file of the controller.");
    }

    /** The SHA-256 of a volume if it is of so many bytes; else nothing. */
    static Command digest(VolumeName volume, long bytes) {
        return DIGEST.with(volume.pool(), volume.volume(), Long.toString(bytes)).within(Command.NO_LIMIT);
    }

    @Override
    String volume(Upload said) {
        return said.volume();
    }

    @Override
    public Footprint footprint(Upload said, Scope scope) {
        return footprint(said, scope, Set.of(new Key("file", scope.file(said.from()).toString(), "the controller")), Set.of(key(said.volume(), scope.host().name())));
    }

    @Override
    List<Command> looks(Upload said, Scope scope) {
        try {
            Path file = scope.file(said.from());
            return Files.isRegularFile(file) ? List.of(digest(VolumeName.of(said.volume()), Files.size(file))) : List.of();
        } catch (IOException e) {
            // change says why
            return List.of();
        }
    }

    @Override
    Change change(Upload said, SeenVolume seen, FoundStorage other, Scope scope, List<Answer> looked) throws TaskFailure {
        seen.takesNew();
        Path file = scope.file(said.from());
        if (looked.isEmpty()) {
            return Change.of(Change.Kind.MAYBE, "there is no " + said.from() + " yet", hands -> {
                throw new TaskFailure("there is no file " + file + " that can be read", "name what is there");
            });
        }
        try {
            return change(said, seen, file, Files.size(file), looked.get(0).text());
        } catch (IOException e) {
            throw new TaskFailure("cannot read " + file + ": " + e.getMessage(), "");
        }
    }

    /** @param digest of the volume that is there, if it has the size of the file */
    private static Change change(Upload said, SeenVolume seen, Path file, long size, String digest) throws TaskFailure, IOException {
        if (size == 0) {
            throw new TaskFailure(file + " is empty", "volumeCreate makes volumes of nothing");
        }
        if (seen.volume().isEmpty()) {
            seen.room(seen.logical() ? size : 0, "a volume");
            return Change.of(Change.Kind.CREATE, "from " + said.from() + ", " + new Size(size), hands -> send(said, seen, file, size, "", hands));
        }
        if (digest.equals(Content.of(file).digest())) {
            return Change.none("has the content of " + said.from());
        }
        if (!said.replace()) {
            throw new Refusal("volume " + said.volume() + " is there, and has not the content of " + said.from(), "say replace: true if it may go for it");
        }
        if (seen.logical()) {
            throw new TaskFailure("a volume of a volume group is not replaced", "delete it first: berth volume delete " + said.volume());
        }
        seen.unused("replaced");
        return Change.of(Change.Kind.REPLACE, "by " + said.from() + ", " + new Size(size), hands -> send(said, seen, file, size, said.volume(), hands));
    }

    private static void send(Upload said, SeenVolume seen, Path file, long size, String old, Hands hands) throws TaskFailure, IOException, InterruptedException {
        if (!old.isEmpty()) {
            DiskUsers.refuse(seen, seen.path(), "replaced", hands);
        }
        new ImageScript(hands, "volume " + said.volume() + " could not be made of " + file).feed(command(seen, size, old), new SparseFeed(file, read -> hands.progress(read, size)));
    }

    /** Takes {@link SparseFeed}. */
    static Command command(SeenVolume made, long size, String old) {
        return UPLOAD.with(made.pool().uuid(), made.pool().type(), made.pool().target(), made.name().volume(), Long.toString(size), old).within(Command.NO_LIMIT);
    }
}
