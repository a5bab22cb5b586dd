package io.berth.model;

import io.berth.diag.SourceRange;
import java.util.List;

/**
 * A libvirt network, the same on each of its hosts.
 *
 * @param hosts names of the hosts that have it
 * @param mode how its guests reach the outside
 * @param cidr address range in CIDR form, of which the host takes the first address; empty for {@link Mode#BRIDGE}
 * @param bridge name of the bridge; empty: libvirt chooses (not for {@link Mode#BRIDGE})
 * @param dhcpFrom first address handed out; empty: no DHCP
 * @param dhcpTo last address handed out; empty: no DHCP
 */
public record Network(String name, List<String> hosts, Mode mode, String cidr, String bridge,
                      String dhcpFrom, String dhcpTo, boolean autostart, SourceRange at) {

    public enum Mode { NAT, ISOLATED, BRIDGE }

    public Network {
        hosts = List.copyOf(hosts);
    }
}
