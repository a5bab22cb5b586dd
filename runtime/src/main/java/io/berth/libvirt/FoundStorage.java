package io.berth.libvirt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pools of a host with their volumes.
 *
 * @param mounts lines of what the kernel has mounted, as {@code /proc/mounts} has them
 */
public record FoundStorage(List<FoundPool> pools, List<FoundVolume> volumes, List<String> mounts) {

    public FoundStorage {
        pools = List.copyOf(pools);
        volumes = List.copyOf(volumes);
        mounts = List.copyOf(mounts);
    }

    /**
     * @param out what {@code volumes.sh} printed
     * @throws IllegalArgumentException if it was cut off
     */
    public static FoundStorage parse(String out) {
        Map<String, Map<String, String>> answers = Listing.parse(out).byUuid();
        List<FoundVolume> volumes = new ArrayList<>();
        answers.forEach((key, said) -> {
            String volume = said.getOrDefault("volume", "");
            if (!volume.isEmpty()) {
                volumes.add(new FoundVolume(key.split(" ")[0], Listing.xml(volume)));
            }
        });
        volumes.sort(Comparator.comparing(FoundVolume::name));
        String mounts = answers.getOrDefault("mounts", Map.of()).getOrDefault("mounts", "");
        return new FoundStorage(FoundPool.all(out), volumes, mounts.lines().toList());
    }

    public Optional<FoundPool> pool(String name) {
        return pools.stream().filter(pool -> pool.name().equals(name)).findFirst();
    }

    /** Those of a pool, by name. */
    public List<FoundVolume> of(FoundPool pool) {
        return volumes.stream().filter(volume -> volume.pool().equals(pool.uuid())).toList();
    }

    /** Whether the pool's directory is a mount, where that is what the pool is; of others true. */
    public boolean isMounted(FoundPool pool) {
        if (!pool.type().equals("fs") && !pool.type().equals("netfs")) {
            return true;
        }
        return mounts.stream().map(line -> line.split(" ")).anyMatch(fields -> fields.length > 1 && fields[1].replace("\\040", " ").equals(pool.target()));
    }
}
