package io.berth.cluster;

import io.berth.model.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the guests of a host would find room on the others if it were gone: by memory, and by processors that each needs. */
public final class SpareCheck {

    private SpareCheck() {
    }

    /**
     * What would become of a host's guests.
     *
     * @param to by guest, the host that would take it
     * @param left guests that no host would take, the largest first
     */
    public record Verdict(String host, Map<String, String> to, List<String> left) {

        public boolean spare() {
            return left.isEmpty();
        }
    }

    /** For each host that answers, in the order of the inventory. The largest guests are placed first, each where most memory is left. */
    public static List<Verdict> of(Cluster cluster) {
        List<Verdict> verdicts = new ArrayList<>();
        for (SeenHost gone : cluster.hosts().values()) {
            Map<String, Long> free = new LinkedHashMap<>();
            cluster.hosts().values().stream().filter(other -> other != gone && other.answers())
                    .forEach(other -> free.put(other.name(), HostUse.of(other).free().bytes() - Placing.RESERVE.bytes()));
            Map<String, String> to = new LinkedHashMap<>();
            List<String> left = new ArrayList<>();
            for (SeenGuest guest : HostUse.running(gone)) {
                GuestClaims claims = HostUse.claims(guest);
                Optional<String> best = free.keySet().stream()
                        .filter(host -> free.get(host) >= claims.memory().bytes() && cluster.hosts().get(host).cpus() >= claims.vcpus())
                        .reduce((one, other) -> free.get(other) > free.get(one) ? other : one);
                best.ifPresentOrElse(host -> {
                    free.merge(host, -claims.memory().bytes(), Long::sum);
                    to.put(guest.name(), host);
                }, () -> left.add(guest.name() + " (" + new Size(claims.memory().bytes()) + ", " + claims.vcpus() + " vcpus)"));
            }
            verdicts.add(new Verdict(gone.name(), to, List.copyOf(left)));
        }
        return List.copyOf(verdicts);
    }
}
