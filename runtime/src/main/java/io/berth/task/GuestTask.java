package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What tasks have in common that do something with a guest that libvirt of the host knows: those of one guest one after another. */
abstract class GuestTask<P extends Record> extends WordTask<P> {

    /** As libvirt takes names, without what would make a path or an option of one. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+:@-]{0,62}");

    GuestTask(String word, Class<P> parameters, String doc) {
        super(word, parameters, doc);
    }

    /** The guest's name. */
    abstract String guest(P said);

    /**
     * What is to be done about it.
     *
     * @param all the host's
     */
    abstract Change change(P said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure;

    /** What it looks at beside the host's guests. */
    List<Command> more(P said) {
        return List.of();
    }

    /** The same, given what it saw there. */
    Change change(P said, FoundDomain guest, Domains all, Scope scope, List<Answer> more) throws TaskFailure {
        return change(said, guest, all, scope);
    }

    /** What is to be done where there is no such guest. */
    Change missing(P said, Domains all, Scope scope) throws TaskFailure {
        throw new TaskFailure("there is no guest " + guest(said) + " on host " + scope.host().name(), "berth guest list tells where it is");
    }

    @Override
    public String name(P said) {
        return guest(said);
    }

    @Override
    public Footprint footprint(P said, Scope scope) {
        return new Footprint(Set.of(Key.wholeOf(scope.host())), Set.of(new Key("domain", guest(said), scope.host().name())));
    }

    @Override
    public void check(P said, Scope scope, SourceRange at, Diagnostics into) {
        named(said).tell(at, into);
    }

    @Override
    public final List<Command> observe(P said, Scope scope) {
        return Stream.concat(Stream.of(Virsh.DOMAINS), more(said).stream()).toList();
    }

    @Override
    public final Change change(P said, Scope scope, List<Answer> seen) throws TaskFailure {
        named(said).fail();
        Domains all = Virsh.domains(seen.get(0));
        FoundDomain guest = all.named(guest(said)).orElse(null);
        return guest == null ? missing(said, all, scope) : change(said, guest, all, scope, seen.subList(1, seen.size()));
    }

    private Wrong named(P said) {
        return wrong(said).unlessFits("guest", guest(said), NAME, "the name of a guest");
    }
}
