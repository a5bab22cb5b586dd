package io.berth.cli;

import io.berth.model.Playbook;
import io.berth.task.MoveRecords;
import io.berth.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Records of moves that hosts have: each of one that goes on, or that was cut off. */
final class CutOffMoves {

    private CutOffMoves() {
    }

    /** @param from name of the host that it left, or was to leave */
    record Left(String guest, String from, String to) { }

    /** Of all hosts that answer. */
    static List<Left> of(SiteOptions site, Secrecy secrecy) throws InterruptedException {
        Playbook known = site.loadIfThere(secrecy);
        List<Left> all = new ArrayList<>();
        try (Transport transport = Connections.open(secrecy)) {
            Map<String, Survey.Seen> seen = new Survey(transport, site.forks).ask(known.hosts().values(), host -> MoveRecords.LOOK);
            seen.values().forEach(one -> one.answer().ifPresent(answer -> MoveRecords.of(answer.out()).forEach(
                    record -> all.add(new Left(record.guest(), record.from(), record.to())))));
        }
        return all;
    }
}
