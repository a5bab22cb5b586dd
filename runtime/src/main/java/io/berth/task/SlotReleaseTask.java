package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Command;
import io.berth.model.Slot;

/** What {@code slotMount} has mounted is mounted no more. */
final class SlotReleaseTask extends HoldTask<SlotReleaseTask.Release> {

    static final Script RELEASE = SlotScript.of("slot/hold.sh", "slot/map.sh", "slot/release.sh");

    public record Release(
            @Param(doc = "the slot", required = true, positional = true) Slot slot,
            @Param(doc = "whether one that somebody else has mounted is released, too, if nothing uses it", fallback = "false") boolean force) { }

    SlotReleaseTask() {
        super("slotRelease", Release.class, "Unmounts what slotMount has mounted, and gives the slot's lock back.");
    }

    @Override
    Slot slot(Release said) {
        return said.slot();
    }

    @Override
    Change change(Release said, SeenHold hold) throws TaskFailure {
        Slot slot = said.slot();
        String me = ThisController.user();
        if (!hold.isMount()) {
            return Change.none("is not mounted");
        }
        if (hold.lives() && !hold.by().equals(me) && !said.force()) {
            throw refusal(slot, hold, "whoever has it mounted releases it; anybody else says --force");
        }
        return Change.of(Change.Kind.DELETE, "unmount it from " + hold.directory(), hands -> SlotScript.run(hands, slot,
                "slot " + slot.name() + " could not be released",
                RELEASE.with(SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT, slot.name(), me, said.force() ? "yes" : "no"),
                Command.of("release.sh", slot.name())));
    }
}
