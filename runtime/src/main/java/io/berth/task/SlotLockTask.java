package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.model.Command;
import io.berth.model.Slot;
import java.time.Duration;
import java.util.Optional;

/**
 * A slot is locked beyond the run: redeploys, starts and all that works on its tree are refused, and told who has it. What holds it is
 * the user, or a process of the controller.
 */
final class SlotLockTask extends HoldTask<SlotLockTask.Lock> {

    static final Script TAKE = SlotScript.of("slot/hold.sh", "slot/hold-take.sh");

    public record Lock(
            @Param(doc = "the slot", required = true, positional = true) Slot slot,
            @Param(doc = "why, one line: those who are refused are told") String why,
            @Param(doc = "id of a process of the controller with which the lock ends; else it ends when it is given back") long pid,
            @Param(doc = "how long it lasts at most, in whole seconds; 0: without end", fallback = "0s") Duration within) { }

    SlotLockTask() {
        super("slotLock", Lock.class, "Locks a slot beyond the run: whoever wants to redeploy it is refused, and told who has it.");
    }

    @Override
    Slot slot(Lock said) {
        return said.slot();
    }

    @Override
    Wrong wrong(Lock said) {
        return new Wrong().unlessLine("why", said.why()).when(said.pid() < 0, "'pid' is that of a process, from 1").when(said.within().isNegative(), "'within' is no time");
    }

    @Override
    Change change(Lock said, SeenHold hold) throws TaskFailure {
        String me = ThisController.user();
        String what = what(said);
        if (hold.lives() && (!hold.by().equals(me) || hold.isMount())) {
            throw refusal(said.slot(), hold, next(said.slot(), hold));
        }
        if (hold.lives() && hold.what().equals(what) && hold.why().equals(said.why()) && (hold.until() > 0) == !said.within().isZero()) {
            return Change.none("is locked by " + hold.told());
        }
        String summary = "lock it for " + me + (said.pid() == 0 ? "" : ", as long as pid " + said.pid() + " lives") + (said.why().isEmpty() ? "" : ": " + said.why());
        return Change.of(hold.lives() ? Change.Kind.UPDATE : Change.Kind.CREATE, summary, hands -> {
            String until = said.within().isZero() ? "0" : Long.toString(System.currentTimeMillis() / 1000 + Math.max(1, said.within().toSeconds()));
            SlotScript.run(hands, said.slot(), "slot " + said.slot().name() + " could not be locked",
                    TAKE.with(SlotScript.RUN_DIR, SlotScript.STATE_DIR, hands.holder().toString(), SlotScript.LOCK_WAIT, said.slot().name(), me, what, until, said.why()),
                    Command.of("hold-take.sh", said.slot().name(), me));
        });
    }

    /** What holds it, as the record has it. */
    private static String what(Lock said) throws TaskFailure {
        if (said.pid() == 0) {
            return "user";
        }
        Optional<String> start = ThisController.startOf(said.pid());
        if (start.isEmpty()) {
            throw new TaskFailure("there is no process " + said.pid() + " on this machine, with which the lock would end", "name one that lives longer than this command");
        }
        return "process " + said.pid() + " " + start.get() + " " + ThisController.boot();
    }
}
