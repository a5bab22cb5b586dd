package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.cluster.SeenGuest;
import io.berth.cluster.SeenHost;
import io.berth.cluster.StartCheck;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import io.berth.model.Size;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A guest gets to another host, running or not, with its disks where the other host has not got them. */
final class GuestMigrateTask extends WordTask<GuestMigrateTask.Migrate> {

    static final Pattern PORTS = Pattern.compile("|[0-9]{1,5}-[0-9]{1,5}");

    public record Migrate(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "name of the host that it gets to", required = true) String to,
            @Param(doc = "live: it must not be shut down for it; copy-storage: and its disks must be copied; offline: it is shut down. Not said: the first that goes")
            String how,
            @Param(doc = "TCP ports of the target that its data may come to, such as 49300-49310; else the host's variable migration_ports, else libvirt's own") String ports,
            @Param(doc = "how long it may take to shut down, where it must", fallback = "2m") Duration within,
            @Param(doc = "bytes a second while it runs, in whole MiB, such as 20.MiB; else all that goes") Size rate,
            @Param(doc = "memory that the target keeps for itself", fallback = StartCheck.Room.RESERVE) Size reserve,
            @Param(doc = "whether its host remembers it, as one that 'host undrain' brings back", fallback = "false") boolean drain) { }

    GuestMigrateTask() {
        super("guestMigrate", Migrate.class, "Moves a guest to another host: live where that goes, else shut down, with its disks where the other host has not got them.");
    }

    @Override
    public String name(Migrate said) {
        return said.guest();
    }

    @Override
    Wrong wrong(Migrate said) {
        return new Wrong().unlessFits("guest", said.guest(), GuestTask.NAME, "the name of a guest")
                .unlessFits("ports", said.ports(), PORTS, "two numbers and a dash: 49300-49310")
                .when(!said.how().isEmpty() && wish(said) == GuestMove.Wish.ANY, "'how' wants live, copy-storage or offline, not '" + said.how() + "'");
    }

    private static GuestMove.Wish wish(Migrate said) {
        return switch (said.how()) {
            case "live" -> GuestMove.Wish.LIVE;
            case "copy-storage" -> GuestMove.Wish.COPY_STORAGE;
            case "offline" -> GuestMove.Wish.OFFLINE;
            default -> GuestMove.Wish.ANY;
        };
    }

    @Override
    public void check(Migrate said, Scope scope, SourceRange at, Diagnostics into) {
        wrong(said).tell(at, into);
        OtherHost.check(said.to(), scope, at, into);
        if (scope.playbook().slots().containsKey(said.guest())) {
            into.error(at, "'" + said.guest() + "' is a slot, and has its place");
        }
    }

    @Override
    public Footprint footprint(Migrate said, Scope scope) {
        return OtherHost.footprint(said.guest(), said.to(), scope);
    }

    @Override
    public List<Command> observe(Migrate said, Scope scope) {
        return List.of(Virsh.DOMAINS, MoveScript.look(said.guest()));
    }

    @Override
    public List<Host> elsewhere(Migrate said, Scope scope) {
        return OtherHost.of(said.to(), scope);
    }

    @Override
    public List<Command> observe(Migrate said, Scope scope, Host other, List<Answer> seen) throws TaskFailure {
        Optional<FoundDomain> guest = Virsh.domains(seen.get(0)).named(said.guest());
        SeenMove here = SeenMove.of(scope.host().name(), seen.get(1));
        List<String> asked = guest.map(found -> MoveTarget.questions(found, MovedFile.of(found, here))).orElse(List.of());
        return List.of(SeenHost.LOOK, Virsh.NETWORKS, MoveScript.place(said.guest(), asked));
    }

    @Override
    public Change change(Migrate said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        String from = scope.host().name();
        Domains domains = Virsh.domains(seen.get(0));
        Optional<FoundDomain> guest = domains.named(said.guest());
        if (elsewhere(said, scope).isEmpty()) {
            return guest.isPresent() ? Change.none("is on " + from) : absent(said, from);
        }
        SeenMove here = SeenMove.of(from, seen.get(1));
        SeenHost target = SeenHost.of(said.to(), seen.get(2));
        SeenMove there = SeenMove.of(said.to(), seen.get(4));
        Optional<FoundDomain> other = target.guests().stream().filter(found -> found.name().equals(said.guest())).map(SeenGuest::domain).flatMap(Optional::stream).findFirst();
        Optional<CutOffMove> cutOff = CutOffMove.of(from, said.to(), here.out(), there.in(), guest, other);
        if (cutOff.isPresent()) {
            Optional<Map<String, String>> record = cutOff.get() == CutOffMove.FORWARD ? there.in() : here.out();
            boolean ran = record.filter(lines -> !lines.getOrDefault("ran", "off").equals("off")).isPresent();
            Optional<FoundDomain> left = cutOff.get() == CutOffMove.FORWARD ? other : guest;
            return settling(said, cutOff.get(), from, left.filter(found -> ran && !found.active()));
        }
        if (guest.isEmpty()) {
            return other.isPresent() ? Change.none("is on " + said.to()) : absent(said, from);
        }
        if (guest.get().saved()) {
            throw new Refusal("guest " + said.guest() + " cannot be moved: its memory is saved on " + from, "start it, or forget that: virsh managedsave-remove " + said.guest());
        }
        GuestMove move = GuestMove.of(guest.get(), here, there, wish(said));
        List<String> lacking = new MoveTarget(target, there, Virsh.networks(seen.get(3)), said.reserve()).lacking(guest.get(), move);
        if (!lacking.isEmpty()) {
            throw new Refusal("guest " + said.guest() + " cannot go to " + said.to() + ": " + String.join("; ", lacking), "");
        }
        String summary = switch (move.way()) {
            case SHARED -> "live";
            case COPY -> "live, with " + move.bytes() + " of its disks";
            case OFFLINE -> "offline" + (move.bytes().bytes() > 0 ? ", with " + move.bytes() + " of its disks" : "");
        } + " to " + said.to() + ": " + move.why();
        return Change.of(Change.Kind.UPDATE, summary, hands -> MoveScript.move(hands, said, guest.get(), move));
    }

    private static Change absent(Migrate said, String from) {
        return Change.of(Change.Kind.MAYBE, "to " + said.to() + ", once it is here", hands -> {
            throw new TaskFailure("there is no guest " + said.guest() + " on host " + from, "berth guest list tells where it is");
        });
    }

    /** Both hosts are brought to what they agree on; then, if the guest is still here, it is looked at anew. */
    private Change settling(Migrate said, CutOffMove end, String from, Optional<FoundDomain> runs) {
        String summary = "end a move that was cut off: " + (end == CutOffMove.FORWARD ? "the guest is " + said.to() + "'s" : "the guest is " + from + "'s; then move it");
        return Change.of(Change.Kind.UPDATE, summary, hands -> {
            MoveScript.settle(hands, said, end, runs);
            Change again = look(said, hands);
            if (again.kind() != Change.Kind.NONE) {
                hands.say(again.summary());
                again.work().apply(hands);
            }
        });
    }

    private Change look(Migrate said, Hands hands) throws TaskFailure, IOException, InterruptedException {
        List<Answer> seen = new ArrayList<>();
        for (Command command : observe(said, hands.scope())) {
            seen.add(hands.attempt(command));
        }
        for (Host other : elsewhere(said, hands.scope())) {
            Hands there = hands.on(other);
            for (Command command : observe(said, hands.scope(), other, seen)) {
                seen.add(there.attempt(command));
            }
        }
        return change(said, hands.scope(), seen);
    }
}
