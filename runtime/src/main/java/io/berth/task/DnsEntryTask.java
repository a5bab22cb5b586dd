package io.berth.task;

import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Key;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.libvirt.FoundNetwork;
import io.berth.libvirt.NetworkHosts;
import io.berth.model.Answer;
import io.berth.model.Command;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Names of an address, told by libvirt's dnsmasq or by another one. */
final class DnsEntryTask extends WordTask<DnsEntryTask.Entry> {

    /** Whether the address is to have the names. */
    enum State { PRESENT, ABSENT }

    public record Entry(
            @Param(doc = "the address", required = true, positional = true) String address,
            @Param(doc = "its names; of one that is to go none") List<String> names,
            @Param(doc = "libvirt's network, whose dnsmasq tells names; this or file") String network,
            @Param(doc = "absolute path of a file that a dnsmasq of your own reads by addn-hosts; this or network") String file,
            @Param(doc = "of that dnsmasq, which is told to read it again", fallback = "/run/dnsmasq/dnsmasq.pid") String pidFile,
            @Param(doc = "present or absent: all names that the address has", fallback = "present") State state) {

        public Entry {
            names = List.copyOf(names);
        }
    }

    DnsEntryTask() {
        super("dnsEntry", Entry.class, "Sees that guests of a network know an address by these names, or by none.");
    }

    @Override
    Wrong wrong(Entry said) {
        Wrong wrong = new Wrong().unlessFits("address", said.address(), NetAddress.IP, "an address")
                .when(said.network().isEmpty() == said.file().isEmpty(), "'dnsEntry' wants one of network and file")
                .when(said.state() == State.PRESENT && said.names().isEmpty(), "'dnsEntry' needs 'names'")
                .when(said.state() == State.ABSENT && !said.names().isEmpty(), "'dnsEntry' that is to go has no names: all that the address has go");
        if (!said.network().isEmpty()) {
            wrong.unlessFits("network", said.network(), PoolVerbTask.NAME, "the name of a network");
        }
        if (!said.file().isEmpty()) {
            new OwnDnsmasq(said.file(), said.pidFile()).wrong(wrong);
        }
        said.names().forEach(name -> wrong.unlessFits("names", name, NetAddress.NAME, "names of hosts"));
        return wrong;
    }

    @Override
    public String name(Entry said) {
        return said.address() + " in " + said.network() + said.file();
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public Footprint footprint(Entry said, Scope scope) {
        return said.network().isEmpty() ? HostPath.footprint(scope, said.file())
                : new Footprint(Set.of(Key.wholeOf(scope.host())), Set.of(new Key("network", said.network(), scope.host().name())));
    }

    @Override
    public void check(Entry said, Scope scope, SourceRange at, Diagnostics into) {
        wrong(said).tell(at, into);
    }

    @Override
    public List<Command> observe(Entry said, Scope scope) {
        return List.of(said.network().isEmpty() ? new OwnDnsmasq(said.file(), said.pidFile()).observe() : Virsh.NETWORKS);
    }

    @Override
    public Change change(Entry said, Scope scope, List<Answer> seen) throws TaskFailure {
        wrong(said).fail();
        boolean present = said.state() == State.PRESENT;
        String asWanted = present ? "it has them" : "it has none";
        if (said.network().isEmpty()) {
            return new OwnDnsmasq(said.file(), said.pidFile()).change(seen.get(0), text -> {
                if (present) {
                    AddressLines.put(text, said.address(), said.names());
                } else {
                    AddressLines.take(text, said.address(), List.of());
                }
            }, asWanted);
        }
        Optional<FoundNetwork> network = Virsh.networks(seen.get(0)).stream().filter(one -> one.name().equals(said.network())).findFirst();
        if (network.isEmpty()) {
            return present ? Change.of(Change.Kind.MAYBE, "there is no network " + said.network() + " yet", hands -> {
                throw new TaskFailure("there is no network " + said.network() + " on host " + scope.host().name(), "berth network list tells where it is");
            }) : Change.none(asWanted);
        }
        return NetworkUpdates.change(network.get(), present ? Change.Kind.UPDATE : Change.Kind.DELETE, said.address() + (present ? " is " + String.join(" ", said.names()) : " has no names"),
                asWanted, xml -> NetworkHosts.names(xml, said.address(), said.names()));
    }
}
