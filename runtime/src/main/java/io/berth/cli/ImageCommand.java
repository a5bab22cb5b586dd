package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "image", description = "Looks after images: their releases in stores.")
@Verbs.Are({
    ImageListCommand.class, ImageInfoCommand.class, ImageDiffCommand.class, ImageImportCommand.class, ImageExportCommand.class, ImageCaptureCommand.class,
    ImageRefreshCommand.class, ImageAliasCommand.class, ImagePruneCommand.class, ImageVerifyCommand.class, ImagePushCommand.class})
final class ImageCommand extends Verbs { }
