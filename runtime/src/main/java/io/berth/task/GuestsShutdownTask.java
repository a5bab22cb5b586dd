package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.cluster.SeenGuest;
import io.berth.cluster.SeenHost;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** No guest of libvirt's runs on a host any more: one after another, or all at once, with a pause between. */
final class GuestsShutdownTask extends WordTask<GuestsShutdownTask.All> {

    static final Script SHUTDOWN = SlotScript.of("slot/guest.sh", "guest/shutdown-all.sh");

    public record All(
            @Param(doc = "how long each guest has, in whole seconds", fallback = "2min") Duration within,
            @Param(doc = "pause before the next is asked, in whole seconds", fallback = "0s") Duration pause,
            @Param(doc = "whether the next is asked before the one before is off") boolean parallel,
            @Param(doc = "what is done with one that still runs then: fail, or stop (power off)", fallback = "fail") GuestShutdownTask.Then then) { }

    GuestsShutdownTask() {
        super("guestsShutdown", All.class, "Shuts all guests of a host down. One that does not shut down keeps no other from it.");
    }

    @Override
    Wrong wrong(All said) {
        return GuestScript.unlessSeconds(said.within()).when(said.pause().isNegative(), "'pause' must not be negative");
    }

    @Override
    public String name(All said) {
        return "";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(All said, Scope scope) {
        return new Footprint(Set.of(), Set.of(Key.wholeOf(scope.host())));
    }

    @Override
    public void check(All said, Scope scope, SourceRange at, Diagnostics into) {
        wrong(said).tell(at, into);
    }

    @Override
    public List<Command> observe(All said, Scope scope) {
        return List.of(SeenHost.LOOK);
    }

    @Override
    public Change change(All said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        SeenHost host = SeenHost.of(scope.host().name(), seen.get(0));
        if (!host.answers()) {
            throw new TaskFailure("libvirt of host " + host.name() + " does not answer: " + host.lost(), "look whether libvirtd runs there");
        }
        List<FoundDomain> running = host.guests().stream().flatMap(guest -> guest.domain().stream()).filter(FoundDomain::active).toList();
        String raw = host.guests().stream().filter(SeenGuest::raw).map(SeenGuest::name).collect(Collectors.joining(", "));
        String others = raw.isEmpty() ? "" : "; without libvirt there run: " + raw;
        if (running.isEmpty()) {
            return Change.none("none runs" + others);
        }
        List<String> arguments = new ArrayList<>(List.of(Long.toString(said.within().toSeconds()),
                said.then() == GuestShutdownTask.Then.STOP ? "destroy" : "fail", Long.toString(said.pause().toSeconds()), said.parallel() ? "parallel" : "serial"));
        running.forEach(guest -> arguments.addAll(List.of(guest.uuid(), guest.name())));
        Duration most = said.within().plus(said.pause()).multipliedBy(running.size()).plus(SlotScript.MARGIN);
        String names = running.stream().map(FoundDomain::name).collect(Collectors.joining(", "));
        return Change.of(Change.Kind.UPDATE, "shut down " + (said.parallel() ? "at once" : "one after another") + ": " + names + others,
                hands -> SlotScript.run(hands, "host " + host.name(), "not all guests could be shut down", SHUTDOWN.with(arguments).within(most),
                        Command.of("shutdown-all.sh", names), hands::say));
    }
}
