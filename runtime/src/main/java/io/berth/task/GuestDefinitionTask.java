package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.DomainComparison;
import io.berth.libvirt.DomainMark;
import io.berth.libvirt.Domains;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.WrittenXml;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Diff;
import io.berth.model.Guest;
import io.berth.model.GuestNic;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A guest as its host's libvirt has it: defined from its template, and changed. What can be is changed while it runs; what counts from the next
 * start on is said; what makes another machine of it waits for a stop; what would lose data is refused unless the playbook says that it may be lost.
 */
final class GuestDefinitionTask implements TaskType<Guest> {

    private static final String CORRECT = "correct the template";

    @Override
    public String word() {
        return "guest";
    }

    @Override
    public Class<Guest> parameters() {
        return Guest.class;
    }

    @Override
    public String name(Guest guest) {
        return guest.name();
    }

    @Override
    public Footprint footprint(Guest guest, Scope scope) {
        String host = scope.host().name();
        Set<Key> reads = new HashSet<>(Set.of(Key.wholeOf(scope.host())));
        guest.disks().forEach(disk -> {
            reads.add(GuestStorage.key(guest, disk.target(), host));
            GuestStorage.place(disk, host).ifPresent(reads::add);
        });
        if (guest.seed().isMade()) {
            reads.add(GuestSeedTask.key(guest, host));
        }
        networks(guest, host).forEach(reads::add);
        return new Footprint(reads, Set.of(new Key("domain", guest.name(), host)));
    }

    /** Those that its cards are on. */
    static Stream<Key> networks(Guest guest, String host) {
        return guest.nics().stream().map(GuestNic::network).filter(network -> !network.isEmpty()).map(network -> new Key("network", network, host));
    }

    @Override
    public void check(Guest guest, Scope scope, SourceRange at, Diagnostics into) {
        DomainTemplate.render(scope.playbook().template(guest.template()), GuestVariables.of(guest, scope, WantedGuest.derivedUuid(guest)),
                GuestVariables.disks(guest, scope), into);
    }

    @Override
    public List<Command> observe(Guest guest, Scope scope) {
        return List.of(Virsh.DOMAINS);
    }

    @Override
    public Change change(Guest guest, Scope scope, List<Answer> seen) throws TaskFailure {
        Domains domains = Virsh.domains(seen.get(0));
        Optional<FoundDomain> found = domains.named(guest.name());
        RenderedDomain it = wanted(guest, scope, found);
        Element wanted = it.domain();
        List<String> claimed = domains.claimedByOthers(guest.name(), wanted);
        if (!claimed.isEmpty()) {
            throw new Refusal("guest " + guest.name() + " would share what only one may have: " + String.join(", ", claimed),
                    "give it another disk or MAC, or undefine the other guest");
        }
        if (found.isEmpty()) {
            return new Change(Change.Kind.CREATE, "define" + (guest.autostart() ? ", autostart" : "") + placed(guest), List.of(new Diff("guest " + guest.name(), "", DomainComparison.shown(wanted))),
                    hands -> {
                        DomainXml.defineNew(guest.name(), "guest " + guest.name(), it.text(), says(guest), CORRECT, hands);
                        if (guest.autostart()) {
                            hands.run(Virsh.call("autostart", "--domain", wanted.textAt("uuid")));
                        }
                    });
        }
        return update(guest, it, found.get());
    }

    private static String placed(Guest guest) {
        return guest.placement().why().isEmpty() ? "" : "; placed here: " + guest.placement().why();
    }

    private static RenderedDomain wanted(Guest guest, Scope scope, Optional<FoundDomain> found) throws TaskFailure {
        String uuid = found.map(FoundDomain::uuid).orElseGet(() -> WantedGuest.derivedUuid(guest));
        WrittenXml rendered = DomainTemplate.rendered(scope.playbook().template(guest.template()), GuestVariables.of(guest, scope, uuid), GuestVariables.disks(guest, scope));
        return RenderedDomain.of(rendered, WantedGuest.of(guest, rendered.root(), uuid, found));
    }

    private static Change update(Guest guest, RenderedDomain it, FoundDomain found) throws Refusal {
        Element wanted = it.domain();
        Optional<DomainMark> mark = DomainMark.in(found.stored());
        if (mark.filter(said -> said.kind().equals(DomainMark.SLOT)).isPresent()) {
            throw new Refusal("domain " + guest.name() + " is a slot on this host", "give the guest another name");
        }
        DomainComparison stored = DomainComparison.of(wanted, found.stored());
        boolean define = !stored.differences().isEmpty() || !found.persistent();
        boolean autostart = found.autostart() != guest.autostart();
        if (!define && !autostart) {
            return Change.none(DomainSummary.waiting(wanted, found));
        }
        GuestChanges changes = define ? GuestChanges.of(wanted, found) : new GuestChanges(List.of());
        refuse(guest, changes, found);
        List<String> summary = new ArrayList<>();
        if (define) {
            summary.add((mark.isEmpty() ? "take it over: " : "") + (found.persistent() ? "" : "make it persistent: ") + changes.told(found.active()));
        }
        if (autostart) {
            summary.add(guest.autostart() ? "autostart" : "no autostart");
        }
        List<Diff> diffs = define ? List.of(new Diff("guest " + guest.name(), stored.before(), stored.after())) : List.of();
        return new Change(Change.Kind.UPDATE, String.join("; ", summary), diffs, hands -> {
            if (define) {
                define(guest, it, hands);
                live(changes, hands);
            }
            if (autostart) {
                hands.run(guest.autostart() ? Virsh.call("autostart", "--domain", found.uuid()) : Virsh.call("autostart", "--disable", "--domain", found.uuid()));
            }
        });
    }

    private static void refuse(Guest guest, GuestChanges changes, FoundDomain found) throws Refusal {
        List<GuestChanges.One> losing = changes.when(GuestChanges.When.LOSES_DATA).stream().filter(one -> !guest.mayLose().contains(one.lost())).toList();
        if (!losing.isEmpty()) {
            throw new Refusal("guest " + guest.name() + " would lose data: " + String.join(", ", losing.stream().map(GuestChanges.One::what).toList()),
                    "if that may be, say so: mayLose " + String.join(", ", losing.stream().map(one -> "'" + one.lost() + "'").toList()));
        }
        List<GuestChanges.One> stopping = changes.when(GuestChanges.When.NEEDS_STOP);
        if (found.active() && !stopping.isEmpty()) {
            throw new Refusal("guest " + guest.name() + " needs a stop: " + String.join(", ", stopping.stream().map(GuestChanges.One::what).toList()),
                    "shut it down, and run this again: berth guest shutdown " + guest.name());
        }
    }

    private static void define(Guest guest, RenderedDomain wanted, Hands hands) throws TaskFailure, IOException, InterruptedException {
        DomainXml.define("guest " + guest.name(), wanted.text(), says(guest), CORRECT, hands);
    }

    private static String says(Guest guest) {
        return "what template " + guest.template() + " says of guest " + guest.name();
    }

    /** What a guest's system does not take while it runs counts from the next start on: it is stored. */
    private static void live(GuestChanges changes, Hands hands) throws IOException, InterruptedException {
        for (GuestChanges.One one : changes.when(GuestChanges.When.LIVE)) {
            Answer answer = hands.attempt(one.live().orElseThrow());
            if (!answer.ok()) {
                hands.say(one.what() + ": not while it runs, but at its next boot: " + answer.err().strip().replaceAll("\\s+", " "));
            }
        }
    }
}
