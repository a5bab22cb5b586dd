package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "guest", description = "Looks after guests, on whichever host they are.")
@Verbs.Are({
    GuestListCommand.class,
    GuestStartCommand.class,
    GuestSuspendCommand.class,
    GuestInfoCommand.class,
    GuestShutdownCommand.class,
    GuestStopCommand.class,
    GuestRebootCommand.class,
    GuestResetCommand.class,
    GuestResumeCommand.class,
    GuestSaveCommand.class,
    GuestRestoreCommand.class,
    GuestAutostartCommand.class,
    GuestConsoleCommand.class,
    GuestVncCommand.class,
    GuestLoginCommand.class,
    GuestWaitCommand.class,
    GuestExecCommand.class,
    GuestEditCommand.class,
    GuestDumpxmlCommand.class,
    GuestDefineCommand.class,
    GuestUndefineCommand.class,
    GuestRenameCommand.class,
    GuestSetMemoryCommand.class,
    GuestSetCpusCommand.class,
    GuestSetHostnameCommand.class,
    GuestMigrateCommand.class,
    GuestCreateCommand.class,
    GuestCloneCommand.class,
    GuestAddDiskCommand.class,
    GuestRemoveDiskCommand.class,
    GuestAddNicCommand.class,
    GuestRemoveNicCommand.class,
    GuestSetMaxMemoryCommand.class,
    GuestSnapshotCommand.class,
    GuestArchiveCommand.class,
    GuestUnarchiveCommand.class,
    GuestDeleteCommand.class})
final class GuestCommand extends Verbs { }
