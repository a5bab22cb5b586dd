package io.berth.cli;

import io.berth.cluster.Cluster;
import io.berth.cluster.SeenGuest;
import io.berth.model.Host;
import io.berth.model.Playbook;
import io.berth.script.NameChoice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which guests a verb is about: those of these names, on whichever host of the inventory they are. */
final class GuestOptions {

    @Option(names = {"-l", "--limit"}, paramLabel = "PATTERN", defaultValue = "all", description = "only on these hosts: names, patterns, groups")
    String limit;

    private ClusterSurvey survey;
    private Map<String, Host> hosts = Map.of();

    /** Asked once. */
    ClusterSurvey survey(SiteOptions site, Secrecy secrecy) throws InterruptedException {
        if (survey == null) {
            Playbook known = site.loadIfThere(secrecy);
            survey = ClusterSurvey.of(Limit.among(limit, known), site.forks, secrecy);
            this.hosts = known.hosts();
            if (limit.equals("all")) {
                SeenNames.keep(survey.cluster());
            }
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

    /** One guest of libvirt's, of exactly this name: for a verb that is about one. @throws Usage if there is none */
    SeenGuest one(String name, SiteOptions site, Secrecy secrecy) throws InterruptedException {
        List<SeenGuest> guests = meant(name, site, secrecy);
        if (guests.size() > 1) {
            throw new Usage("'" + name + "' means several guests: " + guests.stream().map(SeenGuest::name).collect(Collectors.joining(", ")));
        }
        return libvirts(guests.get(0));
    }

    /** The same for a verb that wants it to run. @throws Usage if it does not */
    SeenGuest running(String name, SiteOptions site, Secrecy secrecy) throws InterruptedException {
        SeenGuest guest = one(name, site, secrecy);
        if (!guest.active()) {
            throw new Usage("guest " + guest.name() + " of " + guest.host() + " is off");
        }
        return guest;
    }

    /** @throws Usage if libvirt does not know it */
    static SeenGuest libvirts(SeenGuest guest) {
        if (guest.raw()) {
            throw withoutLibvirt(guest);
        }
        return guest;
    }

    static Usage withoutLibvirt(SeenGuest guest) {
        return new Usage("guest " + guest.name() + " of " + guest.host() + " was started without libvirt: this verb cannot be had of it");
    }

    /** The host that has it, once they have been surveyed. */
    Host host(SeenGuest guest) {
        return hosts.get(guest.host());
    }

    /** All hosts that are known, limited or not, once they have been surveyed. */
    Map<String, Host> hosts() {
        return hosts;
    }

    /**
     * The same for a verb that acts on them: each name must mean one guest.
     *
     * @throws Usage if one means several
     */
    List<SeenGuest> meant(String pattern, SiteOptions site, Secrecy secrecy) throws InterruptedException {
        return HostLook.once("guest", matching(pattern, site, secrecy), SeenGuest::name, SeenGuest::host);
    }
}
