package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Slot;
import java.util.List;

/** What tasks have in common that make or end a lock of a slot which outlives their command. */
abstract class HoldTask<P extends Record> extends SlotTask<P> {

    HoldTask(String word, Class<P> parameters, String doc) {
        super(word, parameters, doc);
    }

    /** What is to be done about the one that there is. */
    abstract Change change(P said, SeenHold hold) throws TaskFailure;

    @Override
    public final List<Command> observe(P said, Scope scope) {
        return List.of(SeenHold.look(slot(said)));
    }

    @Override
    public final Change change(P said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        return change(said, SeenHold.of(seen.get(0), slot(said)));
    }

    /** It is another's. */
    static Refusal refusal(Slot slot, SeenHold hold, String next) {
        return new Refusal("slot " + slot.name() + ": it is held by " + hold.told(), next);
    }

    /** How what holds it gives it back. */
    static String next(Slot slot, SeenHold hold) {
        return hold.isMount() ? "berth slot release " + slot.name() : "whoever has it gives it back: berth slot unlock " + slot.name();
    }
}
