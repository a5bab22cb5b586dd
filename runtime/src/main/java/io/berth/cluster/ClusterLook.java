package io.berth.cluster;

import io.berth.api.Hands;
import io.berth.api.TaskFailure;
import io.berth.model.Answer;
import io.berth.model.Command;
import io.berth.model.Host;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Hosts that are looked at together by a task. */
final class ClusterLook {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Hands hands;
    private final List<Host> hosts;

    ClusterLook(Hands hands, Collection<Host> hosts) {
        this.hands = hands;
        this.hosts = List.copyOf(hosts);
    }

    /** @param lost those that could not be asked, and why */
    Cluster cluster(Map<String, String> lost) throws TaskFailure, IOException, InterruptedException {
        return new Cluster(all(on -> SeenHost.of(on.name(), on.answer(SeenHost.LOOK))), lost);
    }

    /**
     * What lies behind the disks of all guests that run, and behind other paths.
     *
     * @param more by host
     */
    Map<String, SeenPlaces> places(Cluster cluster, Map<String, Set<String>> more) throws TaskFailure, IOException, InterruptedException {
        return all(on -> {
            SeenHost host = cluster.hosts().get(on.name());
            List<SeenGuest> active = host.taking();
            Set<String> paths = new LinkedHashSet<>(more.getOrDefault(on.name(), Set.of()));
            active.forEach(guest -> paths.addAll(Running.paths(guest)));
            List<Long> raw = active.stream().filter(SeenGuest::raw).flatMap(guest -> guest.process().stream()).map(QemuProcess::pid).toList();
            return paths.isEmpty() && raw.isEmpty() ? SeenPlaces.NONE : SeenPlaces.of(on.name(), host.boot(), paths, on.answer(SeenPlaces.look(raw, paths)));
        });
    }

    /** What of a host's guest can only be asked there: files that its disks are written over. */
    GuestClaims whole(GuestClaims claims, String host) throws TaskFailure, IOException, InterruptedException {
        if (claims.formats().isEmpty()) {
            return claims;
        }
        Host one = hosts.stream().filter(known -> known.name().equals(host)).findFirst().orElseThrow();
        return claims.withBacking(Backing.of(claims.name(), new On(host, hands.on(one)).answer(Backing.look(claims.formats()))));
    }

    /** One host with hands of its own. */
    record On(String name, Hands hands) {

        Answer answer(Command command) throws IOException, InterruptedException {
            return hands.attempt(command.within(PATIENCE));
        }
    }

    /** Asks one of them. */
    private interface Asking<T> {
        T of(On on) throws TaskFailure, IOException, InterruptedException;
    }

    private <T> Map<String, T> all(Asking<T> asking) throws TaskFailure, IOException, InterruptedException {
        try {
            return AtOnce.look(hosts, hosts.size(), host -> asking.of(new On(host.name(), hands.on(host))));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TaskFailure failure) {
                throw failure;
            }
            if (e.getCause() instanceof IOException lost) {
                throw lost;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
