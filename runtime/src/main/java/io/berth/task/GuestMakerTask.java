package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.Domains;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What tasks have in common that make guests, change what belongs to them, and remove them: more is asked of the host than its guests. */
abstract class GuestMakerTask<P extends Record> extends WordTask<P> {

    /**
     * A host as it was seen.
     *
     * @param more the answers to what the task asks beside
     */
    record Seen(Scope scope, Domains domains, List<Answer> more) {

        /** @throws TaskFailure if there is none of this name */
        FoundDomain guest(String name) throws TaskFailure {
            return domains.named(name).orElseThrow(() ->
                    new TaskFailure("there is no guest " + name + " on host " + scope.host().name(), "berth guest list tells where it is"));
        }

        /** MACs of all its guests, as they run and as they are stored. */
        List<String> macs() {
            return domains.all().stream().flatMap(domain -> Stream.of(domain.live(), domain.stored())).flatMap(domain -> domain.at("devices", "interface", "mac"))
                    .map(mac -> mac.attribute("address").toLowerCase(Locale.ROOT)).distinct().toList();
        }
    }

    GuestMakerTask(String word, Class<P> parameters, String doc) {
        super(word, parameters, doc);
    }

    /** @throws Refusal if another guest of the host has a disk or a MAC of this definition */
    static void unclaimed(String name, Element definition, Seen seen) throws Refusal {
        List<String> claimed = seen.domains().claimedByOthers(name, definition);
        if (!claimed.isEmpty()) {
            throw new Refusal("guest " + name + " would share what only one may have: " + String.join(", ", claimed),
                    "choose another disk, name or MAC, or take it from the other guest first");
        }
    }

    /** @throws Refusal if it runs */
    static void mustBeOff(FoundDomain guest, String why) throws Refusal {
        if (guest.active()) {
            throw new Refusal("guest " + guest.name() + " runs: " + why, "shut it down first: berth guest shutdown " + guest.name());
        }
    }

    /** The guest's name. */
    abstract String guest(P said);

    /** Another guest whose definition it reads, or makes; empty: none. */
    String other(P said) {
        return "";
    }

    /** What it asks of the host beside its guests. */
    List<Command> asks(P said, Scope scope) {
        return List.of();
    }

    abstract Change change(P said, Seen seen) throws TaskFailure;

    @Override
    public String name(P said) {
        return guest(said);
    }

    @Override
    public Footprint footprint(P said, Scope scope) {
        Set<Key> writes = new LinkedHashSet<>();
        Stream.of(guest(said), other(said)).filter(name -> !name.isEmpty()).forEach(name -> writes.add(new Key("domain", name, scope.host().name())));
        return new Footprint(Set.of(Key.wholeOf(scope.host())), writes);
    }

    @Override
    public final void check(P said, Scope scope, SourceRange at, Diagnostics into) {
        all(said).tell(at, into);
    }

    @Override
    public final List<Command> observe(P said, Scope scope) {
        return Stream.concat(Stream.of(Virsh.DOMAINS), asks(said, scope).stream()).toList();
    }

    @Override
    public final Change change(P said, Scope scope, List<Answer> seen) throws TaskFailure {
        all(said).fail();
        return change(said, new Seen(scope, Virsh.domains(seen.get(0)), seen.subList(1, seen.size())));
    }

    private Wrong all(P said) {
        Wrong wrong = wrong(said).unlessFits("guest", guest(said), GuestTask.NAME, "the name of a guest");
        return other(said).isEmpty() ? wrong : wrong.unlessFits("name", other(said), GuestTask.NAME, "the name of a guest");
    }
}
