package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.libvirt.DomainComparison;
import io.berth.libvirt.Domains;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Size;

/** The most memory that a guest can be given while it runs; from its next start on. */
final class GuestSetMaxMemoryTask extends GuestTask<GuestSetMaxMemoryTask.SetMaxMemory> {

    public record SetMaxMemory(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "the most memory it can have: 4.GiB", required = true, positional = true) Size size) { }

    GuestSetMaxMemoryTask() {
        super("guestSetMaxMemory", SetMaxMemory.class, "Sets the most memory that a guest can be given, from its next start on.");
    }

    @Override
    String guest(SetMaxMemory said) {
        return said.guest();
    }

    @Override
    Wrong wrong(SetMaxMemory said) {
        return new Wrong().when(said.size().toMib() < 1, "'size' is at least 1 MiB, not " + said.size());
    }

    @Override
    Change change(SetMaxMemory said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        Element domain = guest.stored();
        Size now = DomainComparison.memory(domain);
        // what it has is a <memory> of its own, of which libvirt tells the unit
        Size current = domain.child("currentMemory").map(memory -> DomainComparison.memory(Element.of("domain", java.util.Map.of(),
                Element.text("memory", memory.text()).withAttributes(memory.attributes())))).orElse(now);
        if (now.equals(said.size())) {
            return Change.none("is " + now);
        }
        if (said.size().compareTo(current) < 0) {
            throw new Refusal("guest " + guest.name() + " has " + current + ": its maximum cannot be " + said.size(), "give it less memory first: berth guest set-memory " + guest.name());
        }
        return Change.running(Change.Kind.UPDATE, now + " -> " + said.size() + (guest.active() ? ", at next boot" : ""),
                Virsh.call("setmaxmem", "--domain", guest.uuid(), "--size", Long.toString(said.size().toKib()), "--config"));
    }
}
