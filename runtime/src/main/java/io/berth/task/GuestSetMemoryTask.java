package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Amounts;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.model.Command;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.List;

/** A guest's memory: what it has at once, as far as the most that it was started with; the most from its next boot on. */
final class GuestSetMemoryTask extends GuestTask<GuestSetMemoryTask.SetMemory> {

    public record SetMemory(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "what it has, in whole KiB; not said: as it is") Size memory,
            @Param(doc = "the most that it can be given while it runs; counts from its next boot on. Not said: as it is") Size max) { }

    GuestSetMemoryTask() {
        super("guestSetMemory", SetMemory.class, "Sets a guest's memory, at once up to the most that it was started with, and that most for its next boot.");
    }

    @Override
    String guest(SetMemory said) {
        return said.guest();
    }

    @Override
    Wrong wrong(SetMemory said) {
        return new Wrong().when(said.memory().toKib() == 0 && said.max().toKib() == 0, "wants 'memory' or 'max'");
    }

    @Override
    Change change(SetMemory said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        long hadMax = Amounts.mostMemory(guest.stored()).toKib();
        long had = Amounts.memory(guest.stored()).toKib();
        long max = said.max().toKib() == 0 ? hadMax : said.max().toKib();
        long memory = said.memory().toKib() == 0 ? Math.min(had, max) : said.memory().toKib();
        if (memory > max) {
            throw new Refusal("guest " + guest.name() + " can have " + new Size(max << 10) + " at most, not " + new Size(memory << 10),
                    "say more with max; it counts from its next boot on");
        }
        List<Command> commands = new ArrayList<>();
        List<String> what = new ArrayList<>();
        if (max > hadMax) {
            setMax(guest, hadMax, max, commands, what);
        }
        if (memory != had) {
            commands.add(Virsh.call("setmem", "--domain", guest.uuid(), "--size", memory + "KiB", "--config"));
            what.add("memory " + new Size(had << 10) + " -> " + new Size(memory << 10));
        }
        if (max < hadMax) {
            setMax(guest, hadMax, max, commands, what);
        }
        boolean live = guest.active() && said.memory().toKib() != 0 && Amounts.memory(guest.live()).toKib() != memory && memory <= Amounts.mostMemory(guest.live()).toKib();
        String boot = guest.active() && !commands.isEmpty() && !live ? ", at next boot" : "";
        if (live) {
            commands.add(Virsh.call("setmem", "--domain", guest.uuid(), "--size", memory + "KiB", "--live"));
            what.add("ask it to make do with " + new Size(memory << 10) + " of " + new Size(Amounts.memory(guest.live()).toKib() << 10));
        }
        // whether a guest that runs follows is up to its system: nothing is found wrong if it takes its time
        return commands.isEmpty() ? Change.none("has " + new Size(memory << 10) + ", at most " + new Size(max << 10))
                : Change.running(live ? Change.Kind.ACT : Change.Kind.UPDATE, String.join(", ", what) + boot, List.of(), commands);
    }

    private static void setMax(FoundDomain guest, long from, long to, List<Command> commands, List<String> what) {
        commands.add(Virsh.call("setmaxmem", "--domain", guest.uuid(), "--size", to + "KiB", "--config"));
        what.add("most memory " + new Size(from << 10) + " -> " + new Size(to << 10));
    }
}
