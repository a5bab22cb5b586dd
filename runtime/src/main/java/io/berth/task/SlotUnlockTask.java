package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Command;
import io.berth.model.Slot;

/** A slot's lock is given back by who took it; by others only when its holder is dead. */
final class SlotUnlockTask extends HoldTask<SlotUnlockTask.Unlock> {

    static final Script GIVE = SlotScript.of("slot/hold.sh", "slot/hold-give.sh");

    public record Unlock(
            @Param(doc = "the slot", required = true, positional = true) Slot slot,
            @Param(doc = "whether the lock of another one is taken away, if its holder is known to be dead", fallback = "false") boolean force) { }

    SlotUnlockTask() {
        super("slotUnlock", Unlock.class, "Gives the lock of a slot back.");
    }

    @Override
    Slot slot(Unlock said) {
        return said.slot();
    }

    @Override
    Change change(Unlock said, SeenHold hold) throws TaskFailure {
        Slot slot = said.slot();
        String me = ThisController.user();
        if (!hold.there()) {
            return Change.none("is not locked");
        }
        if (hold.isMount() && hold.lives()) {
            throw refusal(slot, hold, next(slot, hold));
        }
        boolean dead = hold.isDead();
        if (!hold.by().equals(me) && !(said.force() && dead) && hold.lives()) {
            String next = dead ? "its holder is dead: --force takes it away"
                    : said.force() ? "it is not known to be dead, so it is not forced: ask " + hold.by() : "whoever has it gives it back";
            throw refusal(slot, hold, next);
        }
        return Change.of(Change.Kind.DELETE, "unlock it, which is held by " + hold.told(), hands -> SlotScript.run(hands, slot,
                "slot " + slot.name() + " could not be unlocked",
                GIVE.with(SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT, slot.name(), me, hold.by() + " " + hold.what(), dead ? "yes" : "no"),
                Command.of("hold-give.sh", slot.name(), me)));
    }
}
