package io.berth.cli;

import io.berth.script.GroovyText;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "export", description = "Writes a release into a file of this machine.")
final class ImageExportCommand extends VerbCommand {

    @Parameters(index = "0", paramLabel = "IMAGE", description = "the image, or image@release; else its stable one")
    String image;

    @Parameters(index = "1", paramLabel = "FILE", description = "ends in what it becomes: .tar, .tar.gz, .tar.zst, .tar.xz; of a disk .raw, .qcow2")
    Path to;

    @Override
    List<String> tasks() {
        return List.of("imageExport " + GroovyText.quoted(image) + ", to: " + GroovyText.quoted(to.toAbsolutePath().toString()));
    }
}
