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
import java.util.ArrayList;
import java.util.List;

/** A guest's processors: those it has at once, as far as the most that it was started with; the most from its next boot on. */
final class GuestSetCpusTask extends GuestTask<GuestSetCpusTask.SetCpus> {

    private static final int MOST = 4096;

    public record SetCpus(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "how many it has, 1 to 4096; not said: as it is") int vcpus,
            @Param(doc = "the most that it can be given while it runs; counts from its next boot on. Not said: as it is") int max) { }

    GuestSetCpusTask() {
        super("guestSetCpus", SetCpus.class, "Sets a guest's number of processors, at once up to the most that it was started with, and that most for its next boot.");
    }

    @Override
    String guest(SetCpus said) {
        return said.guest();
    }

    @Override
    Wrong wrong(SetCpus said) {
        return new Wrong().when(said.vcpus() == 0 && said.max() == 0, "wants 'vcpus' or 'max'")
                .when(said.vcpus() < 0 || said.max() < 0 || said.vcpus() > MOST || said.max() > MOST, "'vcpus' and 'max' want 1 to " + MOST);
    }

    @Override
    Change change(SetCpus said, FoundDomain guest, Domains all, Scope scope) throws TaskFailure {
        int hadMax = Amounts.mostVcpus(guest.stored());
        int had = Amounts.vcpus(guest.stored());
        int max = said.max() == 0 ? hadMax : said.max();
        int vcpus = said.vcpus() == 0 ? Math.min(had, max) : said.vcpus();
        if (vcpus > max) {
            throw new Refusal("guest " + guest.name() + " can have " + max + " processors at most, not " + vcpus, "say more with max; it counts from its next boot on");
        }
        List<Command> commands = new ArrayList<>();
        List<String> what = new ArrayList<>();
        if (max > hadMax) {
            setMax(guest, hadMax, max, commands, what);
        }
        if (vcpus != had) {
            commands.add(Virsh.call("setvcpus", "--domain", guest.uuid(), "--count", Integer.toString(vcpus), "--config"));
            what.add("vcpus " + had + " -> " + vcpus);
        }
        if (max < hadMax) {
            setMax(guest, hadMax, max, commands, what);
        }
        boolean live = guest.active() && said.vcpus() != 0 && Amounts.vcpus(guest.live()) != vcpus && vcpus <= Amounts.mostVcpus(guest.live());
        if (live) {
            commands.add(Virsh.call("setvcpus", "--domain", guest.uuid(), "--count", Integer.toString(vcpus), "--live"));
        }
        String when = guest.active() && !commands.isEmpty() ? live ? ", at once" : ", at next boot" : "";
        if (live && what.isEmpty()) {
            what.add("vcpus " + Amounts.vcpus(guest.live()) + " -> " + vcpus);
        }
        return commands.isEmpty() ? Change.none("has " + vcpus + ", at most " + max)
                : Change.running(Change.Kind.UPDATE, String.join(", ", what) + when, List.of(), commands);
    }

    private static void setMax(FoundDomain guest, int from, int to, List<Command> commands, List<String> what) {
        commands.add(Virsh.call("setvcpus", "--domain", guest.uuid(), "--count", Integer.toString(to), "--config", "--maximum"));
        what.add("most vcpus " + from + " -> " + to);
    }
}
