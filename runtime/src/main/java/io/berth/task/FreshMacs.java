package io.berth.task;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** MACs for the cards of new guests: made from the guest's name, so that they stay the same over all runs, and others where somebody has those. */
public final class FreshMacs {

    private FreshMacs() {
    }

    /**
     * @param guest its name
     * @param count how many
     * @param taken in lower case
     */
    public static List<String> of(String guest, int count, Collection<String> taken) {
        Set<String> used = new HashSet<>(taken);
        List<String> fresh = new ArrayList<>();
        for (int number = 0; fresh.size() < count; number++) {
            String digest = Content.digest(("guest/" + guest + "/" + number).getBytes(StandardCharsets.UTF_8));
            String mac = "52:54:00:" + digest.substring(0, 2) + ":" + digest.substring(2, 4) + ":" + digest.substring(4, 6);
            if (used.add(mac)) {
                fresh.add(mac);
            }
        }
        return fresh;
    }
}
