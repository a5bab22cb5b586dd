package io.berth.task;

import io.berth.api.CommandFailure;
import io.berth.api.Hands;
import io.berth.api.Refusal;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Slot;
import java.io.IOException;

/** Running scripts that take a slot's lock: what {@code slot-lock.sh} answers when it must not be touched. */
final class SlotLock {

    /** Exit status of a script when somebody else has the lock. */
    private static final int HELD = 75;
    /** Exit status of a script when the slot's disk is mapped. */
    private static final int MAPPED = 76;

    private SlotLock() {
    }

    /** Runs a command that takes the slot's lock. */
    static void run(Hands hands, Slot slot, String what, Command command) throws TaskFailure, IOException, InterruptedException {
        Answer answer = hands.attempt(command);
        switch (answer.status()) {
            case 0 -> { }
            case HELD -> throw held(slot, answer.text());
            case MAPPED -> throw mapped(slot, answer.text());
            default -> throw new CommandFailure(what + " failed", command, answer, "");
        }
    }

    static Refusal held(Slot slot, String holder) {
        return new Refusal("slot " + slot.name() + " is locked by " + (holder.isEmpty() ? "somebody who left no name" : holder),
                "wait until that run has ended");
    }

    static Refusal mapped(Slot slot, String what) {
        return new Refusal("slot " + slot.name() + " does not start while its disk is mapped or mounted: " + what,
                "end the redeploy that mapped it, or take the mapping down: losetup -l");
    }
}
