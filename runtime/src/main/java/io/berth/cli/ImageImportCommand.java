package io.berth.cli;

import io.berth.script.GroovyText;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "import", description = "Makes a release of an archive, a disk or a directory.")
final class ImageImportCommand extends VerbCommand {

    @Parameters(index = "0", paramLabel = "IMAGE", description = "the image")
    String image;

    @Parameters(index = "1", paramLabel = "FILE", description = {"a tar or cpio archive, packed or not, or a qcow2 disk; it goes to the store as it is read",
        "with --on-host a file or directory of the store's host"})
    String from;

    @Option(names = "--on-host", description = "it is on the store's host")
    boolean onHost;

    @Option(names = "--form", paramLabel = "FORM", defaultValue = "auto", description = "how it is kept: tree, archive, disk (${DEFAULT-VALUE})")
    String form;

    @Option(names = "--alias", paramLabel = "NAME", defaultValue = "stable", description = "the alias that means it from then on (${DEFAULT-VALUE}); '' for none")
    String alias;

    @Option(names = "--devices", description = "takes device files outside of dev/, too")
    boolean devices;

    @Override
    List<String> tasks() {
        String source = onHost ? from : Path.of(from).toAbsolutePath().toString();
        return List.of("imageImport " + GroovyText.quoted(image) + ", from: " + GroovyText.quoted(source) + ", onHost: " + onHost + ", form: " + GroovyText.quoted(form)
                + ", alias: " + GroovyText.quoted(alias) + ", devices: " + devices);
    }
}
