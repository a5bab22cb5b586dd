package io.berth.cli;

import io.berth.cluster.Cluster;
import io.berth.cluster.Placing;
import io.berth.cluster.Spread;
import io.berth.model.Playbook;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(name = "rebalance", description = "Shows which guests that run would move so that hosts have memory left more evenly; moves them with --yes only.")
final class HostRebalanceCommand extends InventoryVerb {

    @Parameters(index = "0", paramLabel = "PATTERN", arity = "0..1", defaultValue = "all", description = "the hosts (${DEFAULT-VALUE})")
    String pattern;

    private List<Spread.Move> moves;

    @Override
    boolean plansUnlessYes() {
        return true;
    }

    private List<Spread.Move> moves() throws InterruptedException {
        if (moves == null) {
            Playbook known = site.loadIfThere(secrecy());
            Cluster cluster = ClusterSurvey.of(Limit.among(pattern, known), site.forks, secrecy()).cluster();
            moves = new Spread(cluster.hosts().values(), Placing.RESERVE).even().stream().filter(move -> !known.slots().containsKey(move.guest().name())).toList();
        }
        return moves;
    }

    @Override
    List<String> tasks() throws Exception {
        // shutting a guest down for evenness is not worth it
        return moves().stream().map(move -> GuestMigrateCommand.task(move.guest().name(), move.guest().host(), move.to()) + ", how: 'live'").toList();
    }
}
