package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.cluster.QemuProcess;
import io.berth.cluster.SeenHost;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What tasks have in common that do something with a guest which somebody runs without libvirt: it is its program. */
abstract class RawTask<P extends Record> extends WordTask<P> {

    RawTask(String word, Class<P> parameters, String doc) {
        super(word, parameters, doc);
    }

    /** The guest's name: of a program without one {@code qemu-} and its process id. */
    abstract String guest(P said);

    /**
     * What is to be done.
     *
     * @param program empty: it does not run
     */
    abstract Change change(P said, Optional<QemuProcess> program, Scope scope) throws TaskFailure;

    @Override
    public final String name(P said) {
        return guest(said);
    }

    @Override
    public final Footprint footprint(P said, Scope scope) {
        return new Footprint(Set.of(Key.wholeOf(scope.host())), Set.of(new Key("domain", guest(said), scope.host().name())));
    }

    @Override
    public final void check(P said, Scope scope, SourceRange at, Diagnostics into) {
        named(said).tell(at, into);
    }

    @Override
    public final List<Command> observe(P said, Scope scope) {
        return List.of(SeenHost.LOOK);
    }

    @Override
    public final Change change(P said, Scope scope, List<Answer> seen) throws TaskFailure {
        named(said).fail();
        return change(said, RawProgram.seen(guest(said), scope.host().name(), seen.get(0)), scope);
    }

    private Wrong named(P said) {
        return wrong(said).unlessFits("guest", guest(said), GuestTask.NAME, "the name of a guest");
    }

    /** Of a guest that must run. */
    final QemuProcess running(P said, Optional<QemuProcess> program, Scope scope) throws Refusal {
        return program.orElseThrow(() -> new Refusal("guest " + guest(said) + " does not run on host " + scope.host().name(), "berth guest list tells where it is"));
    }

    /**
     * Has the program do it, and only this one.
     *
     * @param then {@code stop} or {@code fail}: what becomes of one that does not shut down
     */
    final void act(Hands hands, String guest, QemuProcess program, String verb, Duration within, String then) throws TaskFailure, IOException, InterruptedException {
        new RawProgram(hands, guest, program).act(verb, within, then);
    }
}
