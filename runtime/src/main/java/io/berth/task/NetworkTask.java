package io.berth.task;

import io.berth.api.Change;
import io.berth.model.Diff;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.Element;
import io.berth.libvirt.FoundNetwork;
import io.berth.libvirt.NetworkDefinition;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A network: defined, started, started with the host or not. A changed definition takes effect at once where no guest
 * uses the network; else it is stored only, since stopping a network cuts its guests off for good.
 */
final class NetworkTask implements TaskType<Network> {

    private static final Script APPLY = Virsh.script("network-apply.sh");

    @Override
    public String word() {
        return "network";
    }

    @Override
    public Class<Network> parameters() {
        return Network.class;
    }

    @Override
    public String name(Network network) {
        return network.name();
    }

    @Override
    public Footprint footprint(Network network, Scope scope) {
        return new Footprint(Set.of(Key.wholeOf(scope.host())), Set.of(new Key("network", network.name(), scope.host().name())));
    }

    @Override
    public void check(Network network, Scope scope, SourceRange at, Diagnostics into) {
        try {
            NetworkDefinition.of(network);
        } catch (IllegalArgumentException e) {
            into.error(at, "network '" + network.name() + "': " + e.getMessage());
        }
    }

    @Override
    public List<Command> observe(Network network, Scope scope) {
        // a bridge of Open vSwitch is a network device of the host, too
        return network.mode() == Network.Mode.OVS ? List.of(Virsh.NETWORKS, There.anything("/sys/class/net/" + network.bridge())) : List.of(Virsh.NETWORKS);
    }

    @Override
    public Change change(Network network, Scope scope, List<Answer> seen) throws TaskFailure {
        NetworkDefinition wanted = NetworkDefinition.of(network);
        if (network.mode() == Network.Mode.OVS && !There.is(seen.get(1))) {
            throw new TaskFailure("host " + scope.host().name() + " has no bridge " + network.bridge() + " of Open vSwitch", "make it before: ovs-vsctl add-br " + network.bridge());
        }
        return Virsh.networks(seen.get(0)).stream().filter(other -> other.name().equals(network.name())).findFirst()
                .map(found -> update(network, wanted, found))
                .orElseGet(() -> create(network, wanted));
    }

    private static Change create(Network network, NetworkDefinition wanted) {
        Element definition = wanted.create(network.name());
        String summary = network.autostart() ? "define, start, autostart" : "define, start";
        return new Change(Change.Kind.CREATE, summary, List.of(new Diff("network " + network.name(), "", definition.print())),
                hands -> hands.run(apply(network, Optional.of(definition), false)));
    }

    private static Change update(Network network, NetworkDefinition wanted, FoundNetwork found) {
        boolean storedDiffers = !wanted.isMetBy(NetworkDefinition.of(found.stored()));
        boolean liveDiffers = found.active() && !wanted.isMetBy(NetworkDefinition.of(found.live()));
        boolean used = found.connections() > 0;
        String later = ", at next network start: running guests are plugged into it (" + found.connections() + ")";
        List<String> steps = new ArrayList<>();
        if (storedDiffers) {
            steps.add(wanted.changesFrom(NetworkDefinition.of(found.stored())) + (found.active() && used ? later : ""));
        } else if (!found.persistent()) {
            steps.add("define");
        }
        if (liveDiffers && !used) {
            steps.add("restart");
        }
        if (!found.active()) {
            steps.add("start");
        }
        if (found.autostart() != network.autostart()) {
            steps.add(network.autostart() ? "autostart" : "no autostart");
        }
        if (steps.isEmpty()) {
            return Change.none(liveDiffers ? "as stored" + later : "active");
        }
        Element definition = wanted.onto(found.stored());
        boolean define = storedDiffers || !found.persistent();
        List<Diff> diffs = storedDiffers
                ? List.of(new Diff("network " + network.name(), found.stored().print(), definition.print())) : List.of();
        return new Change(Change.Kind.UPDATE, String.join(", ", steps), diffs,
                hands -> hands.run(apply(network, define ? Optional.of(definition) : Optional.empty(), liveDiffers)));
    }

    private static Command apply(Network network, Optional<Element> definition, boolean restart) {
        return APPLY.with(network.name(), definition.isPresent() ? "define" : "keep", restart ? "restart" : "start",
                network.autostart() ? "autostart" : "manual").reading(definition.map(Element::print).orElse(""));
    }
}
