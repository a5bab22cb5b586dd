package io.berth.task;

import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Scope;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Slot;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** What tasks that work on a slot's tree, or on its lock, have in common: on its host, those of one slot one after another. */
abstract class SlotTask<P extends Record> extends WordTask<P> {

    SlotTask(String word, Class<P> parameters, String doc) {
        super(word, parameters, doc);
    }

    abstract Slot slot(P said);

    @Override
    public String name(P said) {
        return slot(said).name();
    }

    @Override
    public Footprint footprint(P said, Scope scope) {
        return changed(said, scope);
    }

    /** It writes the slot, and reads what that stands on and these. */
    final Footprint changed(P said, Scope scope, Key... reads) {
        String host = scope.host().name();
        Set<Key> all = new HashSet<>(Arrays.asList(reads));
        all.addAll(Set.of(Key.wholeOf(scope.host()), new Key("domain", slot(said).name(), host), new Key("disk", slot(said).name(), host)));
        return new Footprint(all, Set.of(new Key("slot", slot(said).name(), host)));
    }

    @Override
    public void check(P said, Scope scope, SourceRange at, Diagnostics into) {
        SlotScript.checkName(slot(said), at, into);
        wrong(said).tell(at, into);
    }
}
