package io.berth.cli;

import io.berth.cluster.Cluster;
import io.berth.cluster.SeenGuest;
import io.berth.model.Host;
import io.berth.model.Playbook;
import io.berth.script.NameChoice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which guests a verb is about: those of these names, on whichever host of the inventory they are. */
final class GuestOptions {

    @Option(names = {"-l", "--limit"}, paramLabel = "PATTERN", defaultValue = "all", description = "only on these hosts: names, patterns, groups")
    private String limit;

    private ClusterSurvey survey;

    /** Asked once. */
    ClusterSurvey survey(SiteOptions site, Secrecy secrecy) throws InterruptedException {
        if (survey == null) {
            Playbook known = site.loadIfThere(secrecy);
            Set<String> limited = Limit.hosts(limit, known, Runs.store());
            List<Host> hosts = known.hosts().values().stream().filter(host -> limited.contains(host.name())).toList();
            survey = ClusterSurvey.of(hosts, site.forks, secrecy);
        }
        return survey;
    }

    /** @throws Usage if there are none */
    List<SeenGuest> matching(String pattern, SiteOptions site, Secrecy secrecy) throws InterruptedException {
        Cluster cluster = survey(site, secrecy).cluster();
        Set<String> names = cluster.guests().stream().map(SeenGuest::name).collect(Collectors.toCollection(LinkedHashSet::new));
        try {
            Set<String> chosen = NameChoice.of("guest", pattern, names);
            return cluster.guests().stream().filter(guest -> chosen.contains(guest.name())).toList();
        } catch (IllegalArgumentException e) {
            String doubts = cluster.doubts().collect(Collectors.joining("; "));
            throw new Usage(e.getMessage() + (doubts.isEmpty() ? "" : " (" + doubts + ")"));
        }
    }

    /**
     * The same for a verb that acts on them: each name must mean one guest.
     *
     * @throws Usage if one means several
     */
    List<SeenGuest> meant(String pattern, SiteOptions site, Secrecy secrecy) throws InterruptedException {
        List<SeenGuest> guests = matching(pattern, site, secrecy);
        guests.stream().collect(Collectors.groupingBy(SeenGuest::name)).forEach((name, all) -> {
            if (all.size() > 1) {
                throw new Usage("guest " + name + " is on " + all.stream().map(SeenGuest::host).collect(Collectors.joining(", ")) + ": say which is meant with --limit HOST");
            }
        });
        return guests;
    }
}
