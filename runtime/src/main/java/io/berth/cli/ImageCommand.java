package io.berth.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "image", description = "Looks after images: their releases in stores.", subcommands = {
    ImageListCommand.class, ImageInfoCommand.class, ImageDiffCommand.class, ImageImportCommand.class, ImageExportCommand.class, ImageCaptureCommand.class,
    ImageRefreshCommand.class, ImageAliasCommand.class, ImagePruneCommand.class, ImageVerifyCommand.class})
final class ImageCommand implements Action {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Main berth;

    Main berth() {
        return berth;
    }

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing: image " + String.join(", ", spec.subcommands().keySet()));
    }
}
