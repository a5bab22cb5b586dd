package io.berth.compile;

import io.berth.model.Play;
import io.berth.model.Share;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The batches of hosts that a rolling play goes through, one after another. */
final class Waves {

    private final Map<String, Integer> byHost = new HashMap<>();
    private final int count;

    private Waves(Play play, List<String> hosts) {
        List<Share> sizes = play.rolling().batches();
        int wave = 0;
        int begin = 0;
        while (begin < hosts.size()) {
            int size = sizes.isEmpty() ? hosts.size() : Math.max(1, sizes.get(Math.min(wave, sizes.size() - 1)).of(hosts.size()));
            int end = Math.min(hosts.size(), begin + size);
            for (String host : hosts.subList(begin, end)) {
                byHost.put(host, wave);
            }
            begin = end;
            wave++;
        }
        count = Math.max(1, wave);
    }

    /** @param hosts those of the play's that were asked for, in its order */
    static Waves of(Play play, List<String> hosts) {
        return new Waves(play, hosts);
    }

    int count() {
        return count;
    }

    /** From 0; a host that the play does not name is of the first. */
    int of(String host) {
        return byHost.getOrDefault(host, 0);
    }
}
