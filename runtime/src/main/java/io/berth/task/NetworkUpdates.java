package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Refusal;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundNetwork;
import io.berth.libvirt.NetworkHosts;
import io.berth.model.Command;
import io.berth.model.Diff;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Parts of a network changed where they differ: in what is stored, and in what runs, which takes them at once. */
final class NetworkUpdates {

    /** What a definition lacks. */
    @FunctionalInterface
    interface Wanted {
        List<NetworkHosts.Update> in(Element definition) throws NetworkHosts.Taken;
    }

    private NetworkUpdates() {
    }

    /** @throws Refusal if something else has what is wanted */
    static Change change(FoundNetwork network, Change.Kind kind, String summary, String asWanted, Wanted wanted) throws Refusal {
        List<Command> commands = new ArrayList<>();
        List<NetworkHosts.Update> stored = List.of();
        List<NetworkHosts.Update> live = List.of();
        try {
            if (network.persistent()) {
                stored = wanted.in(network.stored());
            }
            if (network.active()) {
                live = wanted.in(network.live());
            }
        } catch (NetworkHosts.Taken e) {
            throw new Refusal("network " + network.name() + ": " + e.getMessage(), "take it from there first");
        }
        live.forEach(update -> commands.add(command(network, update, "--live")));
        stored.forEach(update -> commands.add(command(network, update, "--config")));
        List<NetworkHosts.Update> shown = stored.isEmpty() ? live : stored;
        return commands.isEmpty() ? Change.none(asWanted) : Change.running(kind, summary, List.of(new Diff("network " + network.name(), text(shown, "delete"), text(shown, "add"))), commands);
    }

    private static String text(List<NetworkHosts.Update> updates, String command) {
        return updates.stream().filter(update -> update.command().equals(command)).map(update -> update.xml().print()).collect(Collectors.joining());
    }

    private static Command command(FoundNetwork network, NetworkHosts.Update update, String where) {
        return Virsh.call("net-update", "--network", network.uuid(), "--command", update.command(), "--section", update.section(), "--xml", update.xml().print(), where);
    }
}
