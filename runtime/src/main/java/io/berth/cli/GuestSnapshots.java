package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.model.Host;
import io.berth.task.AroundGuest;
import io.berth.transport.Transport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The snapshots of guests, asked of their hosts.
 *
 * @param guests in their order
 * @param exit what a verb that only shows them ends with; what is not known is said on standard error
 */
record GuestSnapshots(Map<SeenGuest, AroundGuest> guests, int exit) {

    static GuestSnapshots of(List<SeenGuest> guests, GuestOptions which, SiteOptions site, Secrecy secrecy) throws InterruptedException {
        Map<SeenGuest, AroundGuest> told = new LinkedHashMap<>();
        int exit = which.survey(site, secrecy).exit();
        try (Transport transport = Connections.open(secrecy)) {
            for (SeenGuest guest : guests) {
                Host host = which.host(guest);
                Map<String, Survey.Seen> seen = new Survey(transport, 1).ask(List.of(host), one -> AroundGuest.question(guest.name()));
                exit = Survey.read(host.name(), seen.get(host.name()), answer -> told.put(guest, AroundGuest.of(answer)), exit);
            }
        }
        return new GuestSnapshots(told, exit);
    }
}
