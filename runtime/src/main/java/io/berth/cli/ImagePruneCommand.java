package io.berth.cli;

import io.berth.script.GroovyText;
import io.berth.script.HostPattern;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "prune", description = "Removes old releases of images: none that has an alias, is in use, or is being read; or, with --cached, what hosts have of them in their caches.")
final class ImagePruneCommand extends VerbCommand {

    @Parameters(paramLabel = "IMAGE", arity = "0..*", description = "the images; with --cached, else all that are there")
    List<String> images = List.of();

    @Option(names = "--keep", paramLabel = "N", defaultValue = "0", description = "how many of the newest stay, from 1; else what the site says; of caches none")
    int keep;

    @Option(names = "--cached", paramLabel = "PATTERN", defaultValue = "", description = "empties the caches of these hosts: what their slots have, or had before, stays")
    String cached;

    @Override
    List<String> tasks() throws Exception {
        if (!cached.isEmpty()) {
            return List.of("cachePrune " + images.stream().map(image -> GroovyText.quoted(image) + ", ").collect(Collectors.joining())
                    + "on: " + GroovyText.list(hosts()) + ", keep: " + keep);
        }
        if (images.isEmpty()) {
            throw new Usage("which images? or --cached PATTERN");
        }
        return images.stream().map(image -> "imagePrune " + GroovyText.quoted(image) + ", keep: " + keep).toList();
    }

    private List<String> hosts() throws Exception {
        try {
            return List.copyOf(HostPattern.select(cached, site.load(secrecy())));
        } catch (IllegalArgumentException e) {
            throw new Usage(e.getMessage());
        }
    }
}
