package io.berth.cli;

import io.berth.script.GroovyText;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "verify", description = "Reads releases to their end, and fails if one is not what it was when it was made.")
final class ImageVerifyCommand extends VerbCommand {

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "images, for all of their releases; or image@release")
    List<String> images;

    @Override
    List<String> tasks() {
        return images.stream().map(image -> "imageVerify " + GroovyText.quoted(image)).toList();
    }
}
