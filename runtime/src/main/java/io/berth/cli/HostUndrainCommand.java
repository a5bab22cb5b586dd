package io.berth.cli;

import io.berth.cluster.SeenGuest;
import io.berth.task.MoveRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;

@Command(name = "undrain", description = "Brings back to a host the guests that 'drain' has moved away from it, wherever they are now.")
final class HostUndrainCommand extends HostDrainVerb {

    @Override
    List<String> tasks() throws Exception {
        List<String> all = new ArrayList<>();
        List<MoveRecords> drained = CutOffMoves.drainedFrom(known().hosts().get(host), site, secrecy());
        Set<String> meant = meant(drained.stream().map(MoveRecords::guest).toList());
        for (MoveRecords left : drained) {
            if (!meant.contains(left.guest())) {
                continue;
            }
            List<SeenGuest> found = cluster().guests().stream().filter(guest -> guest.domain().filter(domain -> domain.uuid().equals(left.uuid())).isPresent()).toList();
            if (found.stream().anyMatch(guest -> guest.host().equals(host))) {
                continue;
            }
            if (found.isEmpty()) {
                System.err.println("berth: guest " + left.guest() + ", which was moved to " + left.to() + ", is on no host that answers");
            } else {
                all.add(task(found.get(0).name(), found.get(0).host(), host, false));
            }
        }
        return all;
    }
}
