package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.FoundNetwork;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;
import java.util.Set;

/** What tasks have in common that do something with a network that libvirt of the host knows: those of one network one after another. */
abstract class NetworkVerbTask<P extends Record> extends WordTask<P> {

    NetworkVerbTask(String word, Class<P> parameters, String doc) {
        super(word, parameters, doc);
    }

    abstract String network(P said);

    /** What is to be done about it. */
    abstract Change change(P said, FoundNetwork network) throws TaskFailure;

    /** What is to be done where there is no such network. */
    Change missing(P said, Scope scope) {
        return Change.of(Change.Kind.MAYBE, "there is no network " + network(said) + " yet", hands -> {
            throw new TaskFailure("there is no network " + network(said) + " on host " + scope.host().name(), "berth network list tells where it is");
        });
    }

    @Override
    public String name(P said) {
        return network(said);
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(P said, Scope scope) {
        return new Footprint(Set.of(Key.wholeOf(scope.host())), Set.of(new Key("network", network(said), scope.host().name())));
    }

    @Override
    public final void check(P said, Scope scope, SourceRange at, Diagnostics into) {
        named(said).tell(at, into);
    }

    @Override
    public final List<Command> observe(P said, Scope scope) {
        return List.of(Virsh.NETWORKS);
    }

    @Override
    public final Change change(P said, Scope scope, List<Answer> seen) throws TaskFailure {
        named(said).fail();
        FoundNetwork found = Virsh.networks(seen.get(0)).stream().filter(network -> network.name().equals(network(said))).findFirst().orElse(null);
        return found == null ? missing(said, scope) : change(said, found);
    }

    private Wrong named(P said) {
        return wrong(said).unlessFits("network", network(said), PoolVerbTask.NAME, "the name of a network");
    }

    /** @throws Refusal if guests are plugged into it, which would be cut off for good */
    static void refuseInUse(FoundNetwork network, String what) throws Refusal {
        if (network.connections() > 0) {
            throw new Refusal("refused by rule in use: network " + network.name() + " is not " + what + ": " + network.connections()
                    + " interfaces of running guests are plugged into it, and would be cut off until they are started anew", "shut these guests down first");
        }
    }
}
