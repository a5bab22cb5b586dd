package io.berth.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
            Spread others = new Spread(cluster.hosts().values().stream().filter(other -> other != gone).toList(), Placing.RESERVE);
            Map<String, String> to = new LinkedHashMap<>();
            List<String> left = new ArrayList<>();
            for (SeenGuest guest : Spread.largestFirst(gone.guests().stream().filter(SeenGuest::active).toList())) {
                others.away(guest).ifPresentOrElse(move -> to.put(guest.name(), move.to()), () -> left.add(told(GuestClaims.of(guest))));
            }
            verdicts.add(new Verdict(gone.name(), to, List.copyOf(left)));
        }
        return List.copyOf(verdicts);
    }

    private static String told(GuestClaims guest) {
        return guest.name() + " (" + guest.memory() + ", " + guest.vcpus() + " vcpus)";
    }
}
