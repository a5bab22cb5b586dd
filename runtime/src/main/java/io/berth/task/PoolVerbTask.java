package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.cluster.SeenStorage;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.FoundStorage;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What tasks have in common that do something with a pool that libvirt of the host knows. */
abstract class PoolVerbTask<P extends Record> extends WordTask<P> {

    /** As libvirt takes names, without what would make a path or an option of one. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    PoolVerbTask(String word, Class<P> parameters, String doc) {
        super(word, parameters, doc);
    }

    abstract String pool(P said);

    /**
     * What is to be done about it.
     *
     * @param storage it alone, with its volumes
     * @param domains all of the host
     */
    abstract Change change(P said, FoundPool pool, FoundStorage storage, Domains domains, Scope scope) throws TaskFailure;

    /** Whether libvirt starts the pool by it, now or with its host: never where the store is not the one that the playbook says. */
    boolean starts(P said) {
        return false;
    }

    /** What is to be done where there is no such pool. */
    Change missing(P said, Scope scope) {
        return VolumeTask.noPool(pool(said), scope);
    }

    @Override
    public String name(P said) {
        return pool(said);
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(P said, Scope scope) {
        return new Footprint(Set.of(Key.wholeOf(scope.host())), Set.of(new Key("pool", pool(said), scope.host().name())));
    }

    @Override
    public final void check(P said, Scope scope, SourceRange at, Diagnostics into) {
        named(said).tell(at, into);
    }

    @Override
    public final List<Command> observe(P said, Scope scope) {
        List<Command> asked = new ArrayList<>(List.of(SeenStorage.look(pool(said)), Virsh.DOMAINS));
        declared(pool(said), scope).filter(pool -> starts(said)).ifPresent(pool -> asked.addAll(SeenStore.look(pool)));
        return List.copyOf(asked);
    }

    /** What the playbook says of it, on this host. */
    static Optional<Pool> declared(String name, Scope scope) {
        return Optional.ofNullable(scope.playbook().pools().get(name)).filter(pool -> pool.hosts().contains(scope.host().name()));
    }

    @Override
    public final Change change(P said, Scope scope, List<Answer> seen) throws TaskFailure {
        named(said).fail();
        FoundStorage storage = SeenStorage.of(seen.get(0));
        FoundPool pool = storage.pool(pool(said)).orElse(null);
        if (pool != null && seen.size() > 2) {
            PoolTask.refuseElsewhere(pool, declared(pool(said), scope).orElseThrow(), SeenStore.of(seen.subList(2, 4)));
        }
        return pool == null ? missing(said, scope) : change(said, pool, storage, Virsh.domains(seen.get(1)), scope);
    }

    private Wrong named(P said) {
        return wrong(said).unlessFits("pool", pool(said), NAME, "the name of a pool");
    }

    /** @throws Refusal if stopping the pool would take a disk from a domain that runs */
    static void refuseInUse(FoundPool pool, Domains domains, String what) throws Refusal {
        String below = pool.target() + "/";
        String users = domains.all().stream().filter(FoundDomain::active)
                .filter(domain -> !pool.type().equals("dir") && domain.live().at("devices", "disk", "source")
                        .flatMap(source -> Stream.of(source.attribute("file"), source.attribute("dev"))).anyMatch(file -> file.startsWith(below))
                        || domain.live().at("devices", "disk", "source").anyMatch(source -> source.attribute("pool").equals(pool.name())))
                .map(FoundDomain::name).collect(Collectors.joining(", "));
        if (!users.isEmpty()) {
            throw new Refusal("refused by rule in use: pool " + pool.name() + " is not " + what + ": domains run on its volumes: " + users, "shut them down first");
        }
    }
}
