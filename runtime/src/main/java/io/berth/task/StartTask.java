package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Slot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A slot's domain runs. It is not started while a running domain of the host uses one of its disks or MACs, nor while
 * a disk of it is mapped or mounted: looked at again under the slot's lock, which a redeploy holds, too.
 */
final class StartTask implements TaskType<StartTask.Start> {

    static final Script LOOK = SlotScript.of("slot/hold.sh", "slot/map.sh", "slot/disk.sh", "slot/look.sh");
    static final Script START = SlotScript.of("slot/hold.sh", "slot/map.sh", "slot/disk.sh", "slot/start.sh");

    public record Start(@Param(doc = "the slot whose domain is started", required = true, positional = true) Slot slot) { }

    @Override
    public String word() {
        return "start";
    }

    @Override
    public String doc() {
        return "Starts a slot's domain, unless it runs, its disk is mounted, or another guest uses its disk.";
    }

    @Override
    public Class<Start> parameters() {
        return Start.class;
    }

    @Override
    public String name(Start start) {
        return start.slot().name();
    }

    @Override
    public Footprint footprint(Start start, Scope scope) {
        String host = scope.host().name();
        Slot slot = start.slot();
        Set<Key> reads = new HashSet<>(Set.of(Key.wholeOf(scope.host()), new Key("domain", slot.name(), host), new Key("disk", slot.name(), host)));
        slot.nics().forEach(nic -> reads.add(new Key("network", nic.network(), host)));
        return new Footprint(reads, Set.of(new Key("slot", slot.name(), host)));
    }

    @Override
    public List<Command> observe(Start start, Scope scope) {
        return List.of(Virsh.DOMAINS, look(start.slot(), scope));
    }

    @Override
    public Change change(Start start, Scope scope, List<Answer> seen) throws TaskFailure {
        Slot slot = start.slot();
        Domains domains = Virsh.domains(seen.get(0));
        Optional<FoundDomain> found = domains.named(slot.name());
        if (found.isEmpty()) {
            return Change.of(Change.Kind.MAYBE, "start it, once it is defined", hands -> {
                throw new TaskFailure("there is no domain " + slot.name(), "define it: let the run do the slot's domain, too");
            });
        }
        FoundDomain domain = found.get();
        return switch (domain.state()) {
            case RUNNING -> Change.none("runs");
            case PAUSED -> work(slot, "resume", "resume", domain);
            case SUSPENDED -> work(slot, "wake it up", "dompmwakeup", domain);
            case SHUTTING_DOWN -> throw new TaskFailure("domain " + slot.name() + " is shutting down", "run it again once it is off");
            case SHUT_OFF, CRASHED -> {
                refuseSecondUse(slot, domain, domains);
                SlotScript.looked(slot, "slot " + slot.name() + " cannot be looked at", seen.get(1), look(slot, scope),
                        Command.of("look.sh", slot.name(), DiskTask.path(slot, scope)));
                yield work(slot, "start", "start", domain);
            }
        };
    }

    private static Command look(Slot slot, Scope scope) {
        return LOOK.with(SlotScript.RUN_DIR, SlotScript.STATE_DIR, slot.name(), DiskTask.path(slot, scope));
    }

    private static void refuseSecondUse(Slot slot, FoundDomain domain, Domains domains) throws Refusal {
        List<String> used = domains.usedByOthers(slot.name(), domain.stored());
        if (!used.isEmpty()) {
            throw new Refusal("slot " + slot.name() + " does not start: " + String.join(", ", used),
                    "shut that domain down, or give the slot a disk and a MAC of its own");
        }
    }

    private static Change work(Slot slot, String summary, String verb, FoundDomain domain) {
        return Change.of(Change.Kind.UPDATE, summary, hands -> SlotScript.run(hands, slot, summary + " of domain " + slot.name() + " failed",
                START.with(arguments(slot, verb, domain, hands.holder().toString())), Command.of("start.sh", slot.name(), verb, domain.uuid())));
    }

    private static List<String> arguments(Slot slot, String verb, FoundDomain domain, String holder) {
        List<String> arguments = new ArrayList<>(List.of(SlotScript.RUN_DIR, SlotScript.STATE_DIR, holder, SlotScript.LOCK_WAIT,
                slot.name(), verb, domain.uuid()));
        domain.disks().forEach(disk -> arguments.addAll(List.of("disk", disk)));
        domain.sharedDisks().forEach(disk -> arguments.addAll(List.of("shared", disk)));
        domain.macs().forEach(mac -> arguments.addAll(List.of("mac", mac)));
        return arguments;
    }
}
