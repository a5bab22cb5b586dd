package io.berth.cli;

import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "alias", description = "Lets an alias mean a release: berth image alias debian12@2026-11-21-3f2a9c01d4b2 stable")
final class ImageAliasCommand extends VerbCommand {

    @Parameters(index = "0", paramLabel = "IMAGE", description = "image@release, by its name or another alias; with --remove the image")
    String image;

    @Parameters(index = "1", paramLabel = "ALIAS", description = "the alias")
    String alias;

    @Option(names = "--remove", description = "takes the alias away")
    boolean remove;

    @Override
    List<String> tasks() {
        return List.of("imageAlias " + GroovyText.quoted(image) + ", alias: " + GroovyText.quoted(alias) + ", absent: " + remove);
    }
}
