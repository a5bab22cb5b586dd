package io.berth.cli;

import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "capture", description = "Makes a release of a directory of a host.")
final class ImageCaptureCommand extends VerbCommand {

    @Parameters(index = "0", paramLabel = "IMAGE", description = "the image")
    String image;

    @Parameters(index = "1", paramLabel = "DIRECTORY", description = "from the root on; what is mounted in it stays out")
    String from;

    @Option(names = "--host", paramLabel = "HOST", defaultValue = "", description = "the host that has it; else the store's")
    String host;

    @Option(names = "--exclude", paramLabel = "PATTERN", description = "what stays out, as rsync has it; of another host as tar has it (repeatable)")
    List<String> exclude = List.of();

    @Option(names = "--form", paramLabel = "FORM", defaultValue = "tree", description = "how it is kept: tree, archive (${DEFAULT-VALUE})")
    String form;

    @Option(names = "--alias", paramLabel = "NAME", defaultValue = "stable", description = "the alias that means it from then on (${DEFAULT-VALUE}); '' for none")
    String alias;

    @Override
    List<String> tasks() {
        return List.of("imageCapture " + GroovyText.quoted(image) + ", from: " + GroovyText.quoted(from) + ", host: " + GroovyText.quoted(host) + ", form: " + GroovyText.quoted(form)
                + ", alias: " + GroovyText.quoted(alias) + ", exclude: " + GroovyText.list(exclude));
    }
}
