package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "snapshot", description = "Keeps states of guests to go back to.")
@Verbs.Are({
    GuestSnapshotCreateCommand.class, GuestSnapshotListCommand.class, GuestSnapshotInfoCommand.class, GuestSnapshotRevertCommand.class, GuestSnapshotDeleteCommand.class})
final class GuestSnapshotCommand extends Verbs { }
