package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Hands;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.FoundNetwork;
import io.berth.libvirt.NetworkHosts;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A guest removed: its definition, and the volumes that belong to it alone. */
final class GuestDeleteTask extends GuestMakerTask<GuestDeleteTask.Delete> {

    static final Script DELETE = Making.of("delete.sh");

    public record Delete(
            @Param(doc = "the guest's name", required = true, positional = true) String guest,
            @Param(doc = "whether all its disks stay, and its NVRAM", fallback = "false") boolean keepDisks,
            @Param(doc = "disks that go though berth did not make them, by name in the guest or path: ['vda']") List<String> alsoDisks,
            @Param(doc = "whether its snapshots go with it; else a guest that has some is not removed", fallback = "false") boolean withSnapshots,
            @Param(doc = "paths that guests of other hosts name: they stay") List<String> elsewhere) {

        public Delete {
            alsoDisks = List.copyOf(alsoDisks);
            elsewhere = List.copyOf(elsewhere);
        }
    }

    GuestDeleteTask() {
        super("guestDelete", Delete.class, "Removes a guest, and the volumes that berth made for it and nobody else uses; asks first.");
    }

    @Override
    String guest(Delete said) {
        return said.guest();
    }

    @Override
    Wrong wrong(Delete said) {
        Wrong wrong = new Wrong().when(said.keepDisks() && !said.alsoDisks().isEmpty(), "all disks stay, or some go: 'keepDisks' or 'alsoDisks'");
        said.alsoDisks().forEach(disk -> wrong.unlessLine("alsoDisks", disk));
        return wrong;
    }

    @Override
    List<Command> asks(Delete said, Scope scope) {
        return List.of(AroundGuest.question(said.guest()), Virsh.NETWORKS);
    }

    @Override
    Change change(Delete said, Seen seen) throws TaskFailure {
        AroundGuest around = AroundGuest.of(seen.more().get(0));
        Optional<FoundDomain> found = seen.domains().named(said.guest());
        if (found.isEmpty()) {
            return around.left().isEmpty() ? Change.none("is not there")
                    : Change.of(Change.Kind.DELETE, "remove what a run that was killed has left: " + String.join(", ", around.left()), hands -> delete(said.guest(), List.of("", "", ""), hands));
        }
        FoundDomain guest = found.get();
        mustBeOff(guest, "it is not removed under its users");
        if (!around.snapshots().isEmpty() && !said.withSnapshots()) {
            throw new Refusal("guest " + guest.name() + " has snapshots, which would be lost: " + String.join(", ", around.snapshots().keySet()),
                    "remove them, or say that they go with it: --with-snapshots");
        }
        List<DiskFate> fates = DiskFate.of(guest, seen.domains(), around, said.alsoDisks(), said.elsewhere());
        List<String> going = said.keepDisks() ? List.of() : fates.stream().filter(DiskFate::goes).map(DiskFate::path).toList();
        String nvram = guest.nvram();
        List<Change> leases = leases(guest, seen.more().get(1));
        String goes = goes(going, said.keepDisks() ? "" : nvram, around, leases);
        List<String> kept = fates.stream().filter(fate -> said.keepDisks() || !fate.goes())
                .map(fate -> fate.what() + (said.keepDisks() ? "" : " (" + fate.kept() + ")")).toList();
        String keeps = kept.isEmpty() ? "" : "; " + String.join(", ", kept) + (kept.size() == 1 ? " stays" : " stay");
        List<String> arguments = new ArrayList<>(List.of(guest.uuid(), said.withSnapshots() ? "--snapshots-metadata" : "", said.keepDisks() ? "--keep-nvram" : "--nvram"));
        arguments.addAll(going);
        if (!said.keepDisks() && !nvram.isEmpty() && guest.stored().textAt("os", "nvram").isEmpty()) {
            // libvirt removes only what the definition tells of
            arguments.add(nvram);
        }
        return Change.of(Change.Kind.DELETE, goes + keeps, hands -> {
            Making.agreed(hands, "Remove guest " + guest.name() + " from " + seen.scope().host().name() + ": " + goes + keeps + "?");
            delete(guest.name(), arguments, hands);
            for (Change lease : leases) {
                lease.work().apply(hands);
            }
        });
    }

    /** What networks of the host keep for its cards, and for nobody else. */
    private static List<Change> leases(FoundDomain guest, Answer networks) throws TaskFailure {
        List<Change> leases = new ArrayList<>();
        for (FoundNetwork network : Virsh.networks(networks)) {
            for (String mac : guest.macs()) {
                Change change = NetworkUpdates.change(network, Change.Kind.DELETE, "lease of " + mac + " in " + network.name(), "", xml -> NetworkHosts.noLease(xml, mac));
                if (change.kind() != Change.Kind.NONE) {
                    leases.add(change);
                }
            }
        }
        return leases;
    }

    private static String goes(List<String> going, String nvram, AroundGuest around, List<Change> leases) {
        List<String> all = Stream.of(Stream.of("its definition"), going.stream(), nvram.isEmpty() ? Stream.<String>empty() : Stream.of("NVRAM " + nvram),
                around.snapshots().keySet().stream().map("snapshot "::concat), around.saved() ? Stream.of("its saved memory") : Stream.<String>empty(), leases.stream().map(Change::summary)).flatMap(part -> part).toList();
        return String.join(", ", all) + (all.size() == 1 ? " goes" : " go");
    }

    private static void delete(String guest, List<String> arguments, Hands hands) throws TaskFailure, IOException, InterruptedException {
        Making.run(hands, "guest " + guest + " could not be removed", Making.command(hands, DELETE, guest, arguments));
    }
}
