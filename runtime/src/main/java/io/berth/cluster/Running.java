package io.berth.cluster;

import io.berth.libvirt.Claims;
import io.berth.model.Size;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A guest that runs, or is about to: what it has of its host.
 *
 * @param uuid in lower case; empty: it has none
 * @param disks which files and devices, and how it uses each
 * @param unused memory that it was promised and has not touched yet
 */
record Running(String host, String name, String uuid, Map<Place, Use> disks, Set<String> macs, Size unused) {

    /** How a guest uses a disk. */
    enum Use {
        /** Nobody else may use it. */
        WRITES,
        /** Others may that say so, too. */
        SHARES,
        /** Others may read it, too. */
        READS;

        boolean besides(Use other) {
            return this != WRITES && this == other;
        }
    }

    /** One that a host has. */
    static Running of(SeenGuest guest, SeenPlaces places) {
        GuestClaims claims = GuestClaims.of(guest);
        Map<Place, Use> disks = disks(claims.disks(), places);
        guest.process().ifPresent(process -> places.opened().getOrDefault(process.pid(), List.of()).forEach(open -> {
            if (disks.keySet().stream().noneMatch(known -> known.is(open.place(), true))) {
                disks.put(open.place(), open.writes() ? Use.WRITES : Use.READS);
            }
        }));
        long resident = guest.process().map(process -> process.resident().bytes()).orElse(0L);
        return new Running(guest.host(), guest.name(), claims.uuid(), disks, claims.disks().macs(), new Size(Math.max(0, claims.memory().bytes() - resident)));
    }

    /** One that is about to, and has touched nothing yet. */
    static Running of(String host, GuestClaims claims, SeenPlaces places) {
        return new Running(host, claims.name(), claims.uuid(), disks(claims.disks(), places), claims.disks().macs(), claims.memory());
    }

    /** What has to be asked of the host to know its disks. */
    static Set<String> paths(SeenGuest guest) {
        Set<String> paths = new LinkedHashSet<>(GuestClaims.of(guest).disks().all());
        // of a program the directory is not known that they are relative to: its open files are asked for
        paths.removeIf(path -> guest.raw() && !path.startsWith("/") && !Place.isRemote(path));
        return paths;
    }

    private static Map<Place, Use> disks(Claims claims, SeenPlaces places) {
        Map<Place, Use> disks = new LinkedHashMap<>();
        Stream.of(Use.READS, Use.SHARES, Use.WRITES).forEach(use ->
                (use == Use.WRITES ? claims.writes() : use == Use.SHARES ? claims.shares() : claims.reads()).forEach(path -> {
                    if (places.byPath().containsKey(path)) {
                        disks.put(places.byPath().get(path), use);
                    }
                }));
        return disks;
    }
}
