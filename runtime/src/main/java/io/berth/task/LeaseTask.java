package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Refusal;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.FoundNetwork;
import io.berth.libvirt.NetworkHosts;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The address that a MAC always gets, from libvirt's dnsmasq or from another one. */
final class LeaseTask extends WordTask<LeaseTask.Lease> {

    /** Whether there is to be such a lease. */
    enum State { PRESENT, ABSENT }

    public record Lease(
            @Param(doc = "the guest's MAC", required = true, positional = true) String mac,
            @Param(doc = "the IPv4 address that it gets; not needed for one that is to go") String address,
            @Param(doc = "the name that it gets with it") String name,
            @Param(doc = "libvirt's network, whose dnsmasq hands out addresses; this or file") String network,
            @Param(doc = "absolute path of a file that a dnsmasq of your own reads by dhcp-hostsfile; this or network") String file,
            @Param(doc = "of that dnsmasq, which is told to read it again", fallback = "/run/dnsmasq/dnsmasq.pid") String pidFile,
            @Param(doc = "present or absent", fallback = "present") State state) { }

    LeaseTask() {
        super("lease", Lease.class, "Sees that a MAC always gets the same address, or that there is no such lease, nor names of its address. Guests need not be started anew.");
    }

    @Override
    Wrong wrong(Lease said) {
        Wrong wrong = new Wrong().unlessFits("mac", said.mac(), NetAddress.MAC, "a MAC such as 52:54:00:00:00:01")
                .when(said.network().isEmpty() == said.file().isEmpty(), "'lease' wants one of network and file");
        if (!said.network().isEmpty()) {
            wrong.unlessFits("network", said.network(), PoolVerbTask.NAME, "the name of a network");
        }
        if (!said.file().isEmpty()) {
            new OwnDnsmasq(said.file(), said.pidFile()).wrong(wrong);
        }
        if (said.state() == State.PRESENT || !said.address().isEmpty()) {
            wrong.unlessFits("address", said.address(), NetAddress.IP4, "an IPv4 address");
        }
        if (!said.name().isEmpty()) {
            wrong.unlessFits("name", said.name(), NetAddress.NAME, "a host's name");
        }
        return wrong;
    }

    @Override
    public String name(Lease said) {
        return said.mac().toLowerCase(Locale.ROOT) + " in " + said.network() + said.file();
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Lease said, Scope scope) {
        return said.network().isEmpty() ? HostPath.footprint(scope, said.file())
                : new Footprint(Set.of(Key.wholeOf(scope.host())), Set.of(new Key("network", said.network(), scope.host().name())));
    }

    @Override
    public void check(Lease said, Scope scope, SourceRange at, Diagnostics into) {
        wrong(said).tell(at, into);
    }

    @Override
    public List<Command> observe(Lease said, Scope scope) {
        return List.of(said.network().isEmpty() ? new OwnDnsmasq(said.file(), said.pidFile()).observe() : Virsh.NETWORKS);
    }

    @Override
    public Change change(Lease said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        String mac = said.mac().toLowerCase(Locale.ROOT);
        boolean wanted = said.state() == State.PRESENT;
        String asWanted = wanted ? said.address() : "there is no such lease";
        if (said.network().isEmpty()) {
            return new OwnDnsmasq(said.file(), said.pidFile()).change(seen.get(0), lines -> edit(said, mac, lines), asWanted);
        }
        Optional<FoundNetwork> network = Virsh.networks(seen.get(0)).stream().filter(one -> one.name().equals(said.network())).findFirst();
        if (network.isEmpty()) {
            return wanted ? Change.of(Change.Kind.MAYBE, "there is no network " + said.network() + " yet", hands -> {
                throw new TaskFailure("there is no network " + said.network() + " on host " + scope.host().name(), "berth network list tells where it is");
            }) : Change.none(asWanted);
        }
        return NetworkUpdates.change(network.get(), wanted ? Change.Kind.UPDATE : Change.Kind.DELETE, wanted ? said.address() + " for " + mac : "no lease for " + mac, asWanted,
                xml -> wanted ? NetworkHosts.lease(xml, mac, said.address(), said.name()) : NetworkHosts.noLease(xml, mac));
    }

    /** A line is MAC, address, name with commas between; what else one says, such as a tag, stays. */
    private static void edit(Lease said, String mac, TextLines text) throws Refusal {
        boolean present = said.state() == State.PRESENT;
        List<String> lines = text.lines();
        int place = -1;
        boolean right = false;
        for (int i = lines.size() - 1; i >= 0; i--) {
            List<String> fields = List.of(lines.get(i).strip().toLowerCase(Locale.ROOT).split(","));
            if (lines.get(i).strip().startsWith("#")) {
                continue;
            }
            if (fields.contains(mac)) {
                right = present && fields.contains(said.address()) && (said.name().isEmpty() || fields.contains(said.name().toLowerCase(Locale.ROOT)));
                place = i;
                if (!right) {
                    lines.remove(i);
                }
            } else if (present && fields.contains(said.address())) {
                throw new Refusal("address " + said.address() + " is in " + said.file() + " already: " + lines.get(i).strip(), "take it from there first");
            }
        }
        if (present && !right) {
            lines.add(place < 0 ? lines.size() : place, text.same(mac + "," + said.address() + (said.name().isEmpty() ? "" : "," + said.name())));
        }
    }
}
