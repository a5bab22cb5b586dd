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
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.image.ArchiveRefused;
import io.berth.image.PackedFile;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.ImageName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A release made of an archive, a disk or a directory: of the controller, streamed to the store as it is read, or of the store's host. */
final class ImageImportTask extends ImageTask<ImageImportTask.Import> {

    static final Script IMPORT = ImageScript.of("import.sh");

    public record Import(
            @Param(doc = "the image", required = true, positional = true) ImageName image,
            @Param(doc = "what it is made of, a file of the controller from the playbook's directory, or with onHost a file or directory of the store's "
                    + "host: a tar or cpio archive, packed by gzip, zstd, xz, bzip2 or not; a qcow2 disk; with form: disk a disk's raw content", required = true) String from,
            @Param(doc = "whether it is on the store's host", fallback = "false") boolean onHost,
            @Param(doc = "how it is kept; auto: an archive or a directory as a tree, a qcow2 disk as it is", fallback = "auto") ImageForm form,
            @Param(doc = "the alias that means the release from then on; '': none", fallback = ImageName.STABLE) String alias,
            @Param(doc = "whether device files are taken outside of dev/, too", fallback = "false") boolean devices) {
    }

    ImageImportTask() {
        super("imageImport", Import.class, "Makes a release of an archive, a disk or a directory. What would write outside of its tree is refused.");
    }

    @Override
    ImageName image(Import said) {
        return said.image();
    }

    @Override
    public String name(Import said) {
        return said.image().image() + " from " + said.from();
    }

    @Override
    public Footprint footprint(Import said, Scope scope) {
        String path = said.onHost() ? HostPath.plain(said.from()) : scope.file(said.from()).toString();
        return stored(said, scope).changed(scope, new Key("file", path, said.onHost() ? scope.host().name() : "the controller"));
    }

    @Override
    Wrong wrong(Import said) {
        return wrongOfNew(said.image(), said.alias());
    }

    @Override
    public void check(Import said, Scope scope, SourceRange at, Diagnostics into) {
        super.check(said, scope, at, into);
        if (said.onHost()) {
            HostPath.check("from", said.from(), at, into);
        }
    }

    @Override
    public List<Command> observe(Import said, Scope scope) {
        StoredImage stored = stored(said, scope);
        if (said.onHost()) {
            return List.of(SeenRelease.look(stored, said.alias(), "", said.from(), said.form()));
        }
        Path file = scope.file(said.from());
        try {
            return Files.isRegularFile(file) ? List.of(SeenRelease.look(stored, said.alias(), source(file), "", said.form())) : List.of();
        } catch (IOException e) {
            // change says why
            return List.of();
        }
    }

    private static String source(Path file) throws IOException {
        return "file:" + Content.of(file).digest();
    }

    @Override
    public Change change(Import said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        StoredImage stored = stored(said, scope);
        SeenRelease found = seen.isEmpty() ? new SeenRelease("", false, true, "") : SeenRelease.of(seen.get(0), stored);
        if (found.missing()) {
            String where = said.onHost() ? said.from() : scope.file(said.from()).toString();
            return Change.of(Change.Kind.MAYBE, "there is no " + said.from() + " yet", hands -> {
                throw new TaskFailure("there is no " + where, "name what is there, or make it before");
            });
        }
        return found.change(stored, said.alias(), "a new release of " + said.from(), hands -> make(said, stored, found.source(), hands));
    }

    private static void make(Import said, StoredImage stored, String source, Hands hands) throws TaskFailure, IOException, InterruptedException {
        ImageScript script = new ImageScript(hands, "image " + said.image().image() + " gets no new release");
        if (said.onHost()) {
            script.run(command(said, stored, hands, source, said.from(), List.of("0", "", "", said.from())));
            return;
        }
        Path file = hands.scope().file(said.from());
        PackedFile packed = PackedFile.of(file);
        Command command = command(said, stored, hands, source(file), file.getFileName().toString(),
                List.of(Long.toString(packed.size()), packed.packingWord(), packed.kindWord()));
        try {
            script.feed(command, packed.feed(said.devices(), sent -> hands.progress(sent, packed.size())));
        } catch (ArchiveRefused e) {
            throw new Refusal("refused by rule archive: " + e.getMessage(), "do not trust this archive; if it is your own, say devices: true where that is what is wrong");
        }
    }

    private static Command command(Import said, StoredImage stored, Hands hands, String source, String from, List<String> input) {
        List<String> arguments = new ArrayList<>(stored.arguments(hands.holder().run(), said.alias(), source, from, said.form().word(), said.devices() ? "yes" : "no"));
        arguments.addAll(input);
        return ImageScript.command(IMPORT, arguments);
    }
}
