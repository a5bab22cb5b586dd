package io.berth.cli;

import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "refresh", description = {"Makes new releases of images as the site says they are built.",
    "Where anything fails, whoever uses the image keeps what it has."})
final class ImageRefreshCommand extends VerbCommand {

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "the images")
    List<String> images;

    @Option(names = "--alias", paramLabel = "NAME", defaultValue = "stable", description = "the alias that means the new release (${DEFAULT-VALUE}); '' for none")
    String alias;

    @Override
    List<String> tasks() {
        return images.stream().map(image -> "imageRefresh " + GroovyText.quoted(image) + ", alias: " + GroovyText.quoted(alias)).toList();
    }
}
