package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "volume", description = "Looks after volumes of pools, on whichever host they are.")
@Verbs.Are({
    VolumeListCommand.class, VolumeInfoCommand.class, VolumeCreateCommand.class, VolumeCloneCommand.class, VolumeUploadCommand.class, VolumeDownloadCommand.class,
    VolumeResizeCommand.class, VolumeDeleteCommand.class, VolumeMoveCommand.class})
final class VolumeCommand extends Verbs { }
