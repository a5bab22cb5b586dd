package io.berth.model;

import io.berth.diag.SourceRange;
import java.util.List;

/**
 * A libvirt network, the same on each of its hosts.
 *
 * @param hosts names of the hosts that have it
 * @param mode how its guests reach the outside
 * @param cidr address range in CIDR form, of which the host takes the first address; empty for {@link Mode#BRIDGE} and {@link Mode#OVS}
 * @param bridge name of the bridge; empty: libvirt chooses (not for {@link Mode#BRIDGE} and {@link Mode#OVS})
 * @param dhcpFrom first address handed out; empty: no DHCP
 * @param dhcpTo last address handed out; empty: no DHCP
 */
public record Network(String name, List<String> hosts, Mode mode, String cidr, String bridge,
                      String dhcpFrom, String dhcpTo, boolean autostart, SourceRange at) {

    /** In libvirt's words, of which {@code ROUTED} is route; {@code OVS} is a bridge of Open vSwitch. */
    public enum Mode {
        NAT, ISOLATED, ROUTED, OPEN, BRIDGE, OVS;

        /** Whether it is a bridge of the host's that is there already, and no address of libvirt's on it. */
        public boolean bridged() {
            return this == BRIDGE || this == OVS;
        }
    }

    public Network {
        hosts = List.copyOf(hosts);
    }
}
