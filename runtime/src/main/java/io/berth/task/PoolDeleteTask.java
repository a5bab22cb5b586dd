package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Hands;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.Script;
import io.berth.api.TaskFailure;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.FoundStorage;
import io.berth.libvirt.FoundVolume;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** libvirt forgets a pool. Its volumes stay, unless they are to go, which none does that somebody has. */
final class PoolDeleteTask extends PoolVerbTask<PoolDeleteTask.Delete> {

    static final Script DELETE = Virsh.script("pool/delete.sh");

    public record Delete(
            @Param(doc = "the pool's name", required = true, positional = true) String pool,
            @Param(doc = "whether its volumes go, too, and its directory if nothing else is in it", fallback = "false") boolean files) { }

    PoolDeleteTask() {
        super("poolDelete", Delete.class, "Has libvirt forget a pool. Its volumes stay where they are, unless files: true.");
    }

    @Override
    String pool(Delete said) {
        return said.pool();
    }

    @Override
    Change missing(Delete said, Scope scope) {
        return Change.none("is not there");
    }

    @Override
    Change change(Delete said, FoundPool pool, FoundStorage storage, Domains domains, Scope scope) throws TaskFailure {
        refuseInUse(pool, domains, "deleted");
        if (!said.files()) {
            return Change.of(Change.Kind.DELETE, "volumes stay", hands -> hands.run(DELETE.with(pool.uuid(), "")));
        }
        SeenVolume.usable(pool, storage, scope);
        if (pool.type().equals("dir") && MountTable.entry(storage.mounts(), HostPath.plain(pool.target())).isPresent()) {
            throw new Refusal("refused by rule mounted: " + pool.target() + " is a mount point, and pool " + pool.name() + " does not go with its files",
                    "delete its volumes by name: berth volume delete " + pool.name() + "/…");
        }
        List<SeenVolume> volumes = new ArrayList<>();
        for (FoundVolume volume : storage.of(pool)) {
            SeenVolume seen = new SeenVolume(new VolumeName(pool.name(), volume.name()), storage, pool, Optional.of(volume), domains);
            seen.refuse("deleted", seen.users().stream().map(domain -> "domain " + domain.name() + " has it").toList());
            volumes.add(seen);
        }
        String isos = storage.of(pool).stream().filter(volume -> volume.format().equals("iso")).map(FoundVolume::name).collect(Collectors.joining(", "));
        if (!isos.isEmpty()) {
            throw new Refusal("refused by rule iso: pool " + pool.name() + " has ISO images, which go with nothing else: " + isos, "delete each by its name: berth volume delete --iso");
        }
        return Change.of(Change.Kind.DELETE, "with " + volumes.size() + " volumes", hands -> delete(pool, volumes, hands));
    }

    private static void delete(FoundPool pool, List<SeenVolume> volumes, Hands hands) throws TaskFailure, IOException, InterruptedException {
        Map<String, SeenVolume> byPath = new LinkedHashMap<>();
        volumes.forEach(volume -> byPath.put(volume.volume().orElseThrow().path(), volume));
        DiskUsers.refuse(byPath, "deleted", hands);
        List<String> arguments = new ArrayList<>(List.of(pool.uuid()));
        arguments.addAll(byPath.keySet());
        if (!volumes.isEmpty()) {
            VolumeTask.run(hands, "volumes of pool " + pool.name() + " could not be deleted", VolumeDeleteTask.DELETE, arguments.toArray(String[]::new));
        }
        Command command = DELETE.with(pool.uuid(), pool.type().equals("dir") ? pool.target() : "");
        Answer answer = hands.run(command);
        answer.out().lines().filter(line -> !line.isBlank()).forEach(hands::say);
    }
}
