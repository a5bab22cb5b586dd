package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.cluster.QemuProcess;
import io.berth.cluster.SeenHost;
import io.berth.cluster.StartCheck;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import io.berth.model.Size;
import java.util.List;
import java.util.Optional;

/** A guest that runs without libvirt goes on on another host, which has its disks, too. */
final class RawMigrateTask extends WordTask<RawMigrateTask.Migrate> {

    public record Migrate(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "name of the host that it gets to", required = true) String to,
            @Param(doc = "TCP ports of the target that its memory may come to, such as 6000-7000; else the host's variable migration_ports, else 49152-49215") String ports,
            @Param(doc = "bytes a second, in whole MiB, such as 20.MiB; else all that goes") Size rate,
            @Param(doc = "memory that the target keeps for itself", fallback = StartCheck.Room.RESERVE) Size reserve) { }

    RawMigrateTask() {
        super("rawMigrate", Migrate.class, "Moves a guest that runs without libvirt to another host while it runs: both must have its disks.");
    }

    @Override
    public String name(Migrate said) {
        return said.guest();
    }

    @Override
    Wrong wrong(Migrate said) {
        return new Wrong().unlessFits("guest", said.guest(), GuestTask.NAME, "the name of a guest")
                .unlessFits("ports", said.ports(), GuestMigrateTask.PORTS, "two numbers and a dash: 49300-49310");
    }

    @Override
    public void check(Migrate said, Scope scope, SourceRange at, Diagnostics into) {
        wrong(said).tell(at, into);
        OtherHost.check(said.to(), scope, at, into);
    }

    @Override
    public Footprint footprint(Migrate said, Scope scope) {
        return OtherHost.footprint(said.guest(), said.to(), scope);
    }

    @Override
    public List<Command> observe(Migrate said, Scope scope) {
        return List.of(SeenHost.LOOK);
    }

    @Override
    public List<Host> elsewhere(Migrate said, Scope scope) {
        return OtherHost.of(said.to(), scope);
    }

    @Override
    public List<Command> observe(Migrate said, Scope scope, Host other, List<Answer> seen) {
        return List.of(SeenHost.LOOK);
    }

    @Override
    public Change change(Migrate said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        String from = scope.host().name();
        Optional<QemuProcess> here = RawProgram.seen(said.guest(), from, seen.get(0));
        if (elsewhere(said, scope).isEmpty()) {
            return here.isPresent() ? Change.none("is on " + from) : absent(said, from);
        }
        Optional<QemuProcess> there = RawProgram.seen(said.guest(), said.to(), seen.get(1));
        if (here.isEmpty()) {
            return there.isPresent() ? Change.none("is on " + said.to()) : absent(said, from);
        }
        RawMove.refuse(said.guest(), here.get().line());
        if (there.isPresent()) {
            return Change.of(Change.Kind.UPDATE, "end a move that was cut off", hands -> {
                RawMove move = RawMove.of(hands, said);
                if (!move.settle(here.get(), there.get())) {
                    move.run(here.get());
                }
            });
        }
        return Change.of(Change.Kind.UPDATE, "live to " + said.to(), hands -> RawMove.of(hands, said).run(here.get()));
    }

    private static Change absent(Migrate said, String from) throws Refusal {
        throw new Refusal("guest " + said.guest() + " does not run on host " + from, "berth guest list tells where it is");
    }
}
