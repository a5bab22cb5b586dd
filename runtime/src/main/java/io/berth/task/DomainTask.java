package io.berth.task;

import io.berth.api.Change;
import io.berth.model.Diff;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.DomainComparison;
import io.berth.libvirt.Domains;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.WrittenXml;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Nic;
import io.berth.model.Slot;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A slot's domain, defined from its template. Its UUID and MACs are kept once it is there. Of a running domain only
 * the stored definition changes: it counts at the next boot. Two domains of a host never claim one disk or MAC.
 */
final class DomainTask implements TaskType<Slot> {

    @Override
    public String word() {
        return "domain";
    }

    @Override
    public Class<Slot> parameters() {
        return Slot.class;
    }

    @Override
    public String name(Slot slot) {
        return slot.name();
    }

    @Override
    public Footprint footprint(Slot slot, Scope scope) {
        String host = scope.host().name();
        Set<Key> reads = new HashSet<>(Set.of(Key.wholeOf(scope.host()), new Key("disk", slot.name(), host)));
        Storage.place(slot, host).ifPresent(reads::add);
        slot.nics().forEach(nic -> reads.add(new Key("network", nic.network(), host)));
        return new Footprint(reads, Set.of(new Key("domain", slot.name(), host)));
    }

    @Override
    public void check(Slot slot, Scope scope, SourceRange at, Diagnostics into) {
        for (Slot other : scope.playbook().slots().values()) {
            for (Nic nic : slot.nics()) {
                if (!other.name().equals(slot.name()) && !nic.mac().isEmpty() && hasMac(other, nic.mac())) {
                    into.error(at, "slots '" + slot.name() + "' and '" + other.name() + "' have the same MAC " + nic.mac());
                }
            }
        }
        DomainTemplate.render(scope.playbook().template(slot.template()), DomainVariables.of(slot, scope, WantedDomain.derivedUuid(slot, scope)),
                DomainVariables.disks(slot, scope), into);
    }

    private static boolean hasMac(Slot slot, String mac) {
        return slot.nics().stream().anyMatch(nic -> nic.mac().toLowerCase(Locale.ROOT).equals(mac.toLowerCase(Locale.ROOT)));
    }

    @Override
    public List<Command> observe(Slot slot, Scope scope) {
        return List.of(Virsh.DOMAINS);
    }

    @Override
    public Change change(Slot slot, Scope scope, List<Answer> seen) throws TaskFailure {
        Domains domains = Virsh.domains(seen.get(0));
        Optional<FoundDomain> found = domains.named(slot.name());
        RenderedDomain it = wanted(slot, scope, found);
        Element wanted = it.domain();
        List<String> claimed = domains.claimedByOthers(slot.name(), wanted);
        if (!claimed.isEmpty()) {
            throw new Refusal("domain " + slot.name() + " would share what only one may have: " + String.join(", ", claimed),
                    "give the slot another disk or MAC, or undefine the other domain");
        }
        return found.map(domain -> update(slot, it, domain)).orElseGet(() -> define(slot, it, Change.Kind.CREATE, "define",
                new Diff("domain " + slot.name(), "", DomainComparison.shown(wanted))));
    }

    private static RenderedDomain wanted(Slot slot, Scope scope, Optional<FoundDomain> found) throws TaskFailure {
        String uuid = found.map(FoundDomain::uuid).orElseGet(() -> WantedDomain.derivedUuid(slot, scope));
        WrittenXml rendered = DomainTemplate.rendered(scope.playbook().template(slot.template()), DomainVariables.of(slot, scope, uuid), DomainVariables.disks(slot, scope));
        return RenderedDomain.of(rendered, WantedDomain.of(slot, rendered.root(), uuid, found));
    }

    private static Change update(Slot slot, RenderedDomain it, FoundDomain found) {
        Element wanted = it.domain();
        DomainComparison stored = DomainComparison.of(wanted, found.stored());
        if (stored.differences().isEmpty() && found.persistent()) {
            return Change.none(DomainSummary.waiting(wanted, found));
        }
        String summary = (found.persistent() ? "" : "make it persistent: ") + DomainSummary.of(stored, wanted, found.stored())
                + (found.active() ? ", at next boot" : "");
        return define(slot, it, Change.Kind.UPDATE, summary, new Diff("domain " + slot.name(), stored.before(), stored.after()));
    }

    private static Change define(Slot slot, RenderedDomain wanted, Change.Kind kind, String summary, Diff diff) {
        return new Change(kind, summary, List.of(diff), hands -> DomainXml.define("domain " + slot.name(), wanted.text(),
                "what template " + slot.template() + " says of domain " + slot.name(), "correct the template", hands));
    }
}
