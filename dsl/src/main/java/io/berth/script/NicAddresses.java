package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Network;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** MAC and IP addresses of the cards of slots and guests: none is given twice. */
final class NicAddresses {

    private final Diagnostics diagnostics;
    private final Map<String, Network> networks;
    private final Map<String, SourceRange> macs = new HashMap<>();
    private final Map<String, SourceRange> addresses = new HashMap<>();

    NicAddresses(Diagnostics diagnostics, Map<String, Network> networks) {
        this.diagnostics = diagnostics;
        this.networks = networks;
    }

    /** Says where one of the hosts does not have the network. */
    void checkPlace(SourceRange at, String name, List<String> hosts) {
        Network network = networks.get(name);
        List<String> without = network == null || network.hosts().isEmpty() ? List.of() : hosts.stream().filter(host -> !network.hosts().contains(host)).toList();
        if (!without.isEmpty()) {
            diagnostics.error(at, "network '" + network.name() + "' is not on host " + String.join(", ", without), "it is on " + String.join(", ", network.hosts()));
        }
    }

    /** @param said empty: it is made from the name of whose card it is */
    String mac(SourceRange at, String said, String owner, int index) {
        try {
            Mac mac = said.isEmpty() ? Mac.derived(owner, index) : Mac.of(said);
            checkUnique(macs, mac.text(), at, "MAC address " + mac.text());
            return mac.text();
        } catch (Trouble trouble) {
            diagnostics.error(at, trouble.getMessage(), trouble.hints());
            return said;
        }
    }

    /** @param where the host, or the hosts, where it is */
    void checkAddress(SourceRange at, String said, String name, String where) {
        try {
            Ip4 address = Ip4.of(said);
            Network network = networks.get(name);
            if (network != null && !network.cidr().isEmpty() && !Cidr.of(network.cidr()).isForGuests(address)) {
                diagnostics.error(at, address + " is not an address for guests of " + network.cidr());
            }
            checkUnique(addresses, name + " " + where + " " + address, at, "address " + address + " on " + where);
        } catch (Trouble trouble) {
            diagnostics.error(at, trouble.getMessage(), trouble.hints());
        }
    }

    private void checkUnique(Map<String, SourceRange> given, String address, SourceRange at, String what) {
        SourceRange first = given.putIfAbsent(address, at);
        if (first != null) {
            diagnostics.error(at, what + " is given to two cards", first.equals(at) ? "all slots of a series would have it" : "first at " + first);
        }
    }
}
