package io.berth.cli;

import io.berth.cluster.SeenHost;
import io.berth.cluster.SeenStorage;
import io.berth.libvirt.Domains;
import io.berth.libvirt.FoundPool;
import io.berth.libvirt.FoundStorage;
import io.berth.libvirt.FoundVolume;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;

/** Which volumes a verb is about: {@code primary/web.qcow2}, {@code primary/web*}, on whichever host they are. */
final class VolumeLook {

    @Mixin
    HostLook look;

    private Map<String, FoundStorage> hosts;

    /** A volume with where it is. */
    record Found(String host, FoundPool pool, FoundVolume volume) {
        String name() {
            return pool.name() + "/" + volume.name();
        }
    }

    private Map<String, FoundStorage> hosts(SiteOptions site, Secrecy secrecy) throws InterruptedException {
        if (hosts == null) {
            hosts = look.ask(site, secrecy, SeenStorage.look(""), SeenStorage::of);
        }
        return hosts;
    }

    int exit() {
        return look.exit();
    }

    /** @throws Usage if there are none, unless all are meant */
    List<Found> matching(String pattern, SiteOptions site, Secrecy secrecy) throws InterruptedException {
        List<Found> all = new ArrayList<>();
        hosts(site, secrecy).forEach((host, storage) -> storage.pools().forEach(pool -> storage.of(pool).forEach(volume -> all.add(new Found(host, pool, volume)))));
        if (pattern.equals("all")) {
            return all;
        }
        Set<Found> chosen = new LinkedHashSet<>();
        for (String term : pattern.split(",")) {
            chosen.addAll(meant(term.strip(), all));
        }
        return all.stream().filter(chosen::contains).toList();
    }

    /** A part before the slash means pools, the one behind it volumes of these. */
    private static List<Found> meant(String term, List<Found> all) {
        int slash = term.indexOf('/');
        if (slash < 0) {
            throw new Usage("'" + term + "' is not a pool and a volume, such as primary/web.qcow2 or primary/web*");
        }
        Set<String> pools = HostLook.choose("pool with volumes", term.substring(0, slash), all.stream().map(found -> found.pool().name()).collect(Collectors.toCollection(LinkedHashSet::new)));
        List<Found> there = all.stream().filter(found -> pools.contains(found.pool().name())).toList();
        Set<String> volumes = HostLook.choose("volume", term.substring(slash + 1), there.stream().map(found -> found.volume().name()).collect(Collectors.toCollection(LinkedHashSet::new)));
        return there.stream().filter(found -> volumes.contains(found.volume().name())).toList();
    }

    /** The domains of all hosts, by host. */
    Map<String, Domains> domains(SiteOptions site, Secrecy secrecy) throws InterruptedException {
        return look.ask(site, secrecy, SeenHost.LOOK, answer -> new Domains(SeenHost.of("", answer).guests().stream().flatMap(guest -> guest.domain().stream()).toList()));
    }

    /** The same for a verb that acts on them. @throws Usage if one name means several */
    List<Found> meant(String pattern, SiteOptions site, Secrecy secrecy) throws InterruptedException {
        return HostLook.once("volume", matching(pattern, site, secrecy), Found::name, Found::host);
    }

    /** The host that has the pool of a volume which is not there yet. @throws Usage if none has, or several have */
    String hostOf(String volume, SiteOptions site, Secrecy secrecy) throws InterruptedException {
        String pool = volume.split("/")[0];
        List<String> having = hosts(site, secrecy).entrySet().stream().filter(host -> host.getValue().pool(pool).isPresent()).map(Map.Entry::getKey).toList();
        if (having.isEmpty()) {
            throw new Usage("no host has a pool " + pool);
        }
        if (having.size() > 1) {
            throw new Usage("pool " + pool + " is on " + String.join(", ", having) + ": say which host is meant with --limit HOST");
        }
        return having.get(0);
    }

    /** A volume as a verb says where something goes: a pool alone keeps the name. */
    static String named(String to, String volume) {
        return to.contains("/") ? to : to + "/" + volume.substring(volume.indexOf('/') + 1);
    }
}
