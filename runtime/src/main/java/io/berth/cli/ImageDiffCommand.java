package io.berth.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "diff", description = "Tells what differs between two releases of an image, as tar lists them.")
final class ImageDiffCommand extends VerbCommand {

    @Parameters(index = "0", paramLabel = "IMAGE", description = "the image, or image@release; else its stable one")
    private String image;

    @Parameters(index = "1", paramLabel = "RELEASE", description = "the other release of it, by its name or an alias")
    private String other;

    @Override
    List<String> tasks() {
        return List.of("imageDiff " + AdHoc.quoted(image) + ", " + AdHoc.quoted(other.contains("@") ? other.substring(other.indexOf('@') + 1) : other));
    }
}
