package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.image.Release;
import io.berth.image.StoreListing;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.ImageName;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A release as a file of the controller, streamed to it as it is packed. The file has the time at which the release was made: by that
 * it is known again.
 */
final class ImageExportTask extends ImageTask<ImageExportTask.Export> {

    static final Script EXPORT = ImageScript.of("export.sh");
    private static final List<String> FORMATS = List.of("tar", "tar.gz", "tar.zst", "tar.xz", "raw", "qcow2");

    public record Export(
            @Param(doc = "the image, or image@release; else its stable one", required = true, positional = true) ImageName image,
            @Param(doc = "the file, of the controller from the playbook's directory; its name ends in what it becomes: .tar, .tar.gz, .tar.zst, "
                    + ".tar.xz, of a disk .raw or .qcow2", required = true) String to) {

        Optional<String> format() {
            return FORMATS.stream().filter(format -> to.endsWith("." + format)).findFirst();
        }
    }

    ImageExportTask() {
        super("imageExport", Export.class, "Writes a release into a file of the controller.");
    }

    @Override
    ImageName image(Export said) {
        return said.image();
    }

    @Override
    public String name(Export said) {
        return said.image() + " to " + said.to();
    }

    @Override
    public Footprint footprint(Export said, Scope scope) {
        Footprint read = stored(said, scope).read(scope);
        return new Footprint(read.reads(), Set.of(new Key("file", scope.file(said.to()).toString(), "the controller")));
    }

    @Override
    Wrong wrong(Export said) {
        return new Wrong().when(said.format().isEmpty(), "'to' ends in one of ." + String.join(", .", FORMATS) + ", not '" + said.to() + "'");
    }

    @Override
    public List<Command> observe(Export said, Scope scope) {
        return List.of(StoreReleases.question(stored(said, scope)));
    }

    @Override
    public Change change(Export said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        StoredImage stored = stored(said, scope);
        Optional<Release> release = StoreReleases.listing(seen.get(0), "the store").image(said.image().image()).release(said.image().release());
        if (release.isEmpty()) {
            return Change.of(Change.Kind.MAYBE, "there is no such release yet", hands -> {
                throw new TaskFailure("there is no release " + stored.release() + " of " + said.image().image(), "'berth image list' shows those that are there");
            });
        }
        Path to = scope.file(said.to());
        FileTime made = made(release.get());
        try {
            if (Files.isRegularFile(to) && Files.getLastModifiedTime(to).equals(made)) {
                return Change.none("is " + release.get().name());
            }
        } catch (IOException e) {
            throw new TaskFailure("cannot read " + to + ": " + e.getMessage(), "");
        }
        return Change.of(Files.exists(to) ? Change.Kind.UPDATE : Change.Kind.CREATE, "write " + release.get().name(),
                hands -> export(said, stored, release.get().name(), to, made, total(release.get(), said.format().orElseThrow()), hands));
    }

    /** How many bytes it becomes, about, where that is known beforehand. */
    private static long total(Release release, String format) {
        boolean asItIs = release.told().getOrDefault("file", "").endsWith("." + format);
        return asItIs || format.equals("tar") && release.form().equals("tree") ? release.bytes() : 0;
    }

    private static FileTime made(Release release) throws TaskFailure {
        try {
            return FileTime.from(Instant.parse(release.made()));
        } catch (DateTimeParseException e) {
            throw new TaskFailure("the record of release " + release.name() + " tells no time: '" + release.made() + "'", "");
        }
    }

    private static void export(Export said, StoredImage stored, String release, Path to, FileTime made, long total, Hands hands)
            throws TaskFailure, IOException, InterruptedException {
        Files.createDirectories(to.getParent());
        Path beside = Files.createTempFile(to.getParent(), ".berth-", "");
        try {
            try (OutputStream out = new Counted(Files.newOutputStream(beside), hands, total)) {
                new ImageScript(hands, "release " + release + " could not be written to " + to)
                        .pour(ImageScript.command(EXPORT, stored.arguments(release, said.format().orElseThrow())), out);
            }
            Files.setLastModifiedTime(beside, made);
            Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }
}
