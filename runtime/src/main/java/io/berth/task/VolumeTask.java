package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Hands;
import io.berth.api.Key;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.cluster.SeenStorage;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.FoundStorage;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What tasks have in common that do something with a volume of a pool of their host: those of one volume one after another. */
abstract class VolumeTask<P extends Record> extends WordTask<P> {

    VolumeTask(String word, Class<P> parameters, String doc) {
        super(word, parameters, doc);
    }

    static Script script(String... files) {
        Stream<String> common = Stream.of("slot/say.sh", "virsh.sh", "sha256.sh", "volume/pool.sh");
        return Script.of(VolumeTask.class, Stream.concat(common, Stream.of(files).map(file -> "volume/" + file + ".sh")).toArray(String[]::new));
    }

    /** Runs one of these, which lasts as long as it takes. */
    static void run(Hands hands, String failed, Script script, String... arguments) throws TaskFailure, IOException, InterruptedException {
        new ImageScript(hands, failed).run(script.with(arguments).within(Command.NO_LIMIT));
    }

    /** Pool and name of the volume. */
    abstract String volume(P said);

    /** Another pool of which something is looked at; empty: none. */
    String otherPool(P said) {
        return "";
    }

    /** What is looked at beside pools and domains. */
    List<Command> looks(P said, Scope scope) {
        return List.of();
    }

    /**
     * What is to be done about it.
     *
     * @param other the pools looked at beside its own
     * @param looked the answers to {@link #looks}
     */
    abstract Change change(P said, SeenVolume seen, FoundStorage other, Scope scope, List<Answer> looked) throws TaskFailure;

    @Override
    public String name(P said) {
        return volume(said);
    }

    /** It reads its pools, and writes its volume. */
    @Override
    public Footprint footprint(P said, Scope scope) {
        return footprint(said, scope, Set.of(), Set.of(key(volume(said), scope.host().name())));
    }

    /** The same of others than its own alone. */
    final Footprint footprint(P said, Scope scope, Set<Key> reads, Set<Key> writes) {
        Set<Key> all = new HashSet<>(reads);
        all.add(Key.wholeOf(scope.host()));
        Stream.of(volume(said).split("/")[0], otherPool(said)).filter(pool -> !pool.isEmpty()).forEach(pool -> all.add(new Key("pool", pool, scope.host().name())));
        return new Footprint(all, writes);
    }

    static Key key(String volume, String host) {
        return new Key("volume", volume, host);
    }

    @Override
    public final void check(P said, Scope scope, SourceRange at, Diagnostics into) {
        named(said).tell(at, into);
    }

    @Override
    public final List<Command> observe(P said, Scope scope) {
        Stream<Command> all = Stream.of(SeenStorage.look(volume(said).split("/")[0]), Virsh.DOMAINS,
                otherPool(said).isEmpty() ? null : SeenStorage.look(otherPool(said)));
        return Stream.concat(all.filter(look -> look != null), looks(said, scope).stream()).toList();
    }

    @Override
    public final Change change(P said, Scope scope, List<Answer> seen) throws TaskFailure {
        named(said).fail();
        VolumeName name = VolumeName.of(volume(said));
        FoundStorage storage = SeenStorage.of(seen.get(0));
        Domains domains = Virsh.domains(seen.get(1));
        boolean two = !otherPool(said).isEmpty();
        Optional<FoundPool> pool = storage.pool(name.pool());
        if (pool.isEmpty()) {
            return noPool(name.pool(), scope);
        }
        FoundStorage other = two ? SeenStorage.of(seen.get(2)) : storage;
        return change(said, SeenVolume.of(name, pool.get(), storage, domains, scope), other, scope, seen.subList(two ? 3 : 2, seen.size()));
    }

    /** An earlier task may make it. */
    static Change noPool(String pool, Scope scope) {
        return Change.of(Change.Kind.MAYBE, "there is no pool " + pool + " yet", hands -> {
            throw new TaskFailure("there is no pool " + pool + " on host " + scope.host().name(), "berth pool list tells where it is");
        });
    }

    private Wrong named(P said) {
        return wrong(said).unlessFits("volume", volume(said), VolumeName.FORM, VolumeName.WANTS);
    }
}
