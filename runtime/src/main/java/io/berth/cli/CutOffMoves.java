package io.berth.cli;

import io.berth.model.Host;
import io.berth.task.MoveRecords;
import io.berth.transport.Transport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What hosts keep of moves, as they are asked by verbs. */
final class CutOffMoves {

    private CutOffMoves() {
    }

    /** Of moves that go on, or were cut off; of all hosts that answer. */
    static List<MoveRecords> of(SiteOptions site, Secrecy secrecy) throws InterruptedException {
        return ask(site.loadIfThere(secrecy).hosts().values(), site, secrecy).stream().filter(record -> !record.drained()).toList();
    }

    /** Guests that were drained from a host and have not come back. */
    static List<MoveRecords> drainedFrom(Host host, SiteOptions site, Secrecy secrecy) throws InterruptedException {
        return ask(List.of(host), site, secrecy).stream().filter(MoveRecords::drained).toList();
    }

    private static List<MoveRecords> ask(Collection<Host> hosts, SiteOptions site, Secrecy secrecy) throws InterruptedException {
        List<MoveRecords> all = new ArrayList<>();
        try (Transport transport = Connections.open(secrecy)) {
            Map<String, Survey.Seen> seen = new Survey(transport, site.forks).ask(hosts, host -> MoveRecords.LOOK);
            seen.forEach((host, one) -> {
                one.answer().ifPresent(answer -> all.addAll(MoveRecords.of(answer.out())));
                if (one.answer().isEmpty()) {
                    System.err.println("berth: " + host + ": " + one.lost());
                }
            });
        }
        return all;
    }
}
