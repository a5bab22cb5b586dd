package io.berth.cli;

import io.berth.cluster.Cluster;
import io.berth.cluster.Placing;
import io.berth.cluster.SeenGuest;
import io.berth.cluster.SeenHost;
import io.berth.cluster.Spread;
import io.berth.model.Playbook;
import io.berth.script.NameChoice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb that moves guests away from a host, or back to it. */
@Command
abstract class HostDrainVerb extends InventoryVerb {

    @Parameters(index = "0", paramLabel = "HOST", description = "the host")
    String host;

    @Option(names = "--within", paramLabel = "SECONDS", defaultValue = "120", description = "how long a guest may take to shut down, where it must (${DEFAULT-VALUE})")
    int within;

    @Option(names = "--only", paramLabel = "GUEST", defaultValue = "all", description = "only these guests: names, web*, web[01-03], with commas (${DEFAULT-VALUE})")
    String only;

    private Playbook known;
    private ClusterSurvey survey;

    final Playbook known() throws InterruptedException {
        if (known == null) {
            known = site.loadIfThere(secrecy());
            if (!known.hosts().containsKey(host)) {
                throw new Usage("there is no host '" + host + "'");
            }
        }
        return known;
    }

    final Cluster cluster() throws InterruptedException {
        if (survey == null) {
            survey = ClusterSurvey.of(known().hosts().values(), site.forks, secrecy());
        }
        return survey.cluster();
    }

    /**
     * Where its guests go. Slots have their place and stay, with a line on standard error.
     *
     * @param to pattern of the hosts that they may go to
     * @throws Usage if one cannot leave, or fits nowhere
     */
    final List<Spread.Move> away(String to, boolean runningOnly) throws InterruptedException {
        SeenHost seen = cluster().hosts().get(host);
        if (seen == null) {
            throw new Usage("host " + host + " cannot be reached: " + cluster().lost().get(host));
        }
        List<SeenGuest> leaving = new ArrayList<>();
        Set<String> meant = meant(seen.guests().stream().map(SeenGuest::name).toList());
        for (SeenGuest guest : seen.guests()) {
            if (!meant.contains(guest.name())) {
                continue;
            }
            if (guest.raw()) {
                throw new Usage("guest " + guest.name() + " of " + host + " was started without libvirt, and cannot be moved: shut it down first");
            }
            if (known().slots().containsKey(guest.name())) {
                System.err.println("berth: slot " + guest.name() + " has its place, and stays on " + host);
            } else if (guest.active() || !runningOnly) {
                leaving.add(guest);
            }
        }
        Set<String> allowed = new LinkedHashSet<>(Limit.hosts(to, known(), Runs.store()));
        allowed.remove(host);
        try {
            return new Spread(cluster().hosts().values().stream().filter(other -> allowed.contains(other.name())).toList(), Placing.RESERVE).away(leaving);
        } catch (IllegalArgumentException e) {
            throw new Usage(e.getMessage());
        }
    }

    /** Those of these names that {@code --only} means. */
    final Set<String> meant(List<String> names) {
        try {
            return only.equals("all") ? Set.copyOf(names) : NameChoice.of("guest", only, names);
        } catch (IllegalArgumentException e) {
            throw new Usage(e.getMessage());
        }
    }

    final String task(String guest, String from, String to, boolean drain) {
        return GuestMigrateCommand.task(guest, from, to) + ", within: " + within + ".seconds" + (drain ? ", drain: true" : "");
    }
}
