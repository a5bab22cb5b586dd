package io.berth.cli;

import picocli.CommandLine.Command;

@Command(name = "slot", description = "Looks after slots: what is on them, who uses them, and what is done with that.")
@Verbs.Are({
    SlotListCommand.class, SlotHistoryCommand.class, SlotStoreCommand.class, SlotRestoreCommand.class, SlotInsertCommand.class, SlotExtractCommand.class,
    SlotMountCommand.class, SlotReleaseCommand.class, SlotLockCommand.class, SlotUnlockCommand.class, SlotVerifyCommand.class})
final class SlotCommand extends Verbs { }
