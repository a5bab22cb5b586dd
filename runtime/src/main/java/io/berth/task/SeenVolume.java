package io.berth.task;

import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundDomain;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.FoundStorage;
import io.berth.libvirt.FoundVolume;
import io.berth.model.Pool;
import io.berth.model.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A volume as a task saw it on its host, or its place in its pool where it is not there. */
record SeenVolume(VolumeName name, FoundStorage storage, FoundPool pool, Optional<FoundVolume> volume, Domains domains) {

    /** @throws TaskFailure if its pool cannot be used: it is not active, or its store is not mounted */
    static SeenVolume of(VolumeName name, FoundPool pool, FoundStorage storage, Domains domains, Scope scope) throws TaskFailure {
        usable(pool, storage, scope);
        return new SeenVolume(name, storage, pool, storage.of(pool).stream().filter(one -> one.name().equals(name.volume())).findFirst(), domains);
    }

    /** @throws TaskFailure if it cannot be used: it is not active, or its store is not mounted */
    static void usable(FoundPool pool, FoundStorage storage, Scope scope) throws TaskFailure {
        if (!pool.active()) {
            throw new TaskFailure("pool " + pool.name() + " is not active on host " + scope.host().name(), "start it: berth pool start " + pool.name());
        }
        Pool declared = scope.playbook().pools().get(pool.name());
        String mount = declared == null || !declared.hosts().contains(scope.host().name()) ? "" : declared.mounted();
        if (!storage.isMounted(pool) || !mount.isEmpty() && MountTable.entry(storage.mounts(), HostPath.plain(mount)).isEmpty()) {
            throw new Refusal("refused by rule mounted: the store of pool " + pool.name() + " is not mounted at " + (mount.isEmpty() ? pool.target() : mount),
                    "mount it; berth pool stop and start do for what libvirt mounts");
        }
    }

    /** Of one that is there. */
    FoundVolume found(Scope scope) throws TaskFailure {
        return volume.orElseThrow(() -> new TaskFailure("there is no volume " + name + " on host " + scope.host().name(),
                "berth volume list tells what there is; berth pool refresh has libvirt look again"));
    }

    /** Where it is to be. */
    String path() {
        return HostPath.in(pool.target(), name.volume());
    }

    boolean logical() {
        return pool.type().equals("logical");
    }

    /** Whether it is a kind of pool of which berth makes volumes. */
    void takesNew() throws TaskFailure {
        if (!Set.of("dir", "fs", "netfs", "logical").contains(pool.type())) {
            throw new TaskFailure("pool " + pool.name() + " is of type " + pool.type() + ", in which berth makes no volumes", "use one of type dir, fs, netfs or logical");
        }
    }

    /** @throws Refusal if the pool has less left */
    void room(long bytes, String what) throws Refusal {
        if (bytes > pool.available()) {
            throw new Refusal("refused by rule room: " + what + " of " + new Size(bytes) + " does not fit in pool " + pool.name() + ", which has " + new Size(pool.available())
                    + " left of " + new Size(pool.capacity()), "make room, or say overcommit: true for one that may grow into what is not there");
        }
    }

    /** The volume's path and those of all that stand on it, in the same pools. */
    private Set<String> standing() {
        Set<String> paths = new LinkedHashSet<>();
        volume.ifPresent(one -> paths.add(one.path()));
        boolean more = true;
        while (more) {
            more = paths.addAll(storage.volumes().stream().filter(other -> paths.contains(other.backing())).map(FoundVolume::path).collect(Collectors.toSet()));
        }
        return paths;
    }

    /** Domains of this host that have it, or what stands on it. */
    List<FoundDomain> users() {
        Set<FoundDomain> users = new LinkedHashSet<>(domains.having(standing()));
        users.addAll(domains.having(name.pool(), name.volume()));
        return List.copyOf(users);
    }

    /** @throws Refusal if a domain of this host has it, or another volume stands on it */
    void unused(String what) throws Refusal {
        List<String> users = new ArrayList<>(users().stream().map(domain -> "domain " + domain.name() + " has it").toList());
        String path = volume.map(FoundVolume::path).orElse("");
        storage.volumes().stream().filter(other -> other.backing().equals(path)).map(other -> "volume " + other.name() + " stands on it").forEach(users::add);
        refuse(what, users);
    }

    void refuse(String what, List<String> users) throws Refusal {
        if (!users.isEmpty()) {
            throw new Refusal("refused by rule in use: volume " + name + " is not " + what + ": " + String.join(", ", users),
                    "take it from them first, or delete them");
        }
    }

    /** @throws Refusal if a domain of this host that runs writes to it */
    void still(String what) throws Refusal {
        refuse(what, users().stream().filter(FoundDomain::active).map(domain -> "domain " + domain.name() + " runs on it").toList());
    }

    /** What the domains that have it say it is, whose guests could write another format's header into it; else what it looks like. */
    String format() {
        FoundVolume it = volume.orElseThrow();
        return domains.having(List.of(it.path())).stream().map(FoundDomain::stored).flatMap(xml -> xml.at("devices", "disk"))
                .filter(disk -> disk.attributeOf("source", "file").equals(it.path()) || disk.attributeOf("source", "dev").equals(it.path()))
                .map(disk -> disk.attributeOf("driver", "type")).filter(type -> !type.isEmpty()).findFirst()
                .orElse(logical() || it.format().equals("iso") ? "raw" : it.format());
    }
}
