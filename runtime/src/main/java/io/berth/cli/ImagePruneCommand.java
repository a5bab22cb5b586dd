package io.berth.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "prune", description = "Removes old releases of images: none that has an alias, is in use, or is being read.")
final class ImagePruneCommand extends VerbCommand {

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "the images")
    private List<String> images;

    @Option(names = "--keep", paramLabel = "N", defaultValue = "0", description = "how many of the newest stay, from 1; else what the site says")
    private int keep;

    @Override
    List<String> tasks() {
        return images.stream().map(image -> "imagePrune " + AdHoc.quoted(image) + ", keep: " + keep).toList();
    }
}
