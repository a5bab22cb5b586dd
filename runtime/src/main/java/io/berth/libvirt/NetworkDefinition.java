package io.berth.libvirt;

import io.berth.model.Network;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What matters of a network's definition; two with the same meaning are the same.
 *
 * @param forward {@code nat}, {@code bridge}, another word of libvirt's; empty: isolated
 * @param port {@code openvswitch} where the bridge is one of Open vSwitch; empty: it is the kernel's
 * @param bridge empty: any, libvirt chooses
 * @param address the host's own address in it, with the prefix length: {@code 192.168.150.1/24}; empty: none
 * @param dhcpFrom empty: no DHCP
 * @param dhcpTo empty: no DHCP
 */
public record NetworkDefinition(String forward, String port, String bridge, String address, String dhcpFrom, String dhcpTo) {

    private static final String OVS = "openvswitch";

    /** @throws IllegalArgumentException if its range is not CIDR of IPv4 with room for two addresses */
    public static NetworkDefinition of(Network network) {
        String forward = switch (network.mode()) {
            case NAT -> "nat";
            case ROUTED -> "route";
            case OPEN -> "open";
            case BRIDGE, OVS -> "bridge";
            case ISOLATED -> "";
        };
        String address = network.mode().bridged() || network.cidr().isEmpty() ? "" : firstAddress(network.cidr());
        return new NetworkDefinition(forward, network.mode() == Network.Mode.OVS ? OVS : "", network.bridge(), address, network.dhcpFrom(), network.dhcpTo());
    }

    /** What a definition of libvirt's means. */
    public static NetworkDefinition of(Element network) {
        Element ip = ipv4(network);
        Element range = ip.at("dhcp", "range").findFirst().orElse(Element.of("range", Map.of()));
        return new NetworkDefinition(
                network.child("forward").map(forward -> forward.attributes().getOrDefault("mode", "nat")).orElse(""),
                network.attributeOf("virtualport", "type"),
                network.attributeOf("bridge", "name"),
                ip.attribute("address").isEmpty() ? "" : ip.attribute("address") + "/" + prefix(ip),
                range.attribute("start"), range.attribute("end"));
    }

    /** Whether {@code found} is what this wants: the same, any bridge being right where none is named. */
    public boolean isMetBy(NetworkDefinition found) {
        return equals(bridge.isEmpty() ? new NetworkDefinition(found.forward, found.port, "", found.address, found.dhcpFrom, found.dhcpTo) : found);
    }

    /** In a few words what differs: {@code address 10.0.0.1/24 -> 10.0.1.1/24}. */
    public String changesFrom(NetworkDefinition found) {
        List<String> changes = new ArrayList<>();
        change("mode", found.mode(), mode(), changes);
        change("bridge", found.bridge, bridge.isEmpty() ? found.bridge : bridge, changes);
        change("address", found.address, address, changes);
        change("dhcp", found.dhcp(), dhcp(), changes);
        return String.join(", ", changes);
    }

    /** {@code isolated}, {@code nat}, … */
    public String mode() {
        return !port.isEmpty() ? port : forward.isEmpty() ? "isolated" : forward;
    }

    private String dhcp() {
        return dhcpFrom.isEmpty() ? "" : dhcpFrom + ".." + dhcpTo;
    }

    private static void change(String what, String from, String to, List<String> into) {
        if (!from.equals(to)) {
            into.add(what + " " + (from.isEmpty() ? "none" : from) + " -> " + (to.isEmpty() ? "none" : to));
        }
    }

    /** The definition of a network that is not there yet. */
    public Element create(String name) {
        return onto(Element.of("network", Map.of(), Element.text("name", name)));
    }

    /**
     * A network with what matters replaced where it differs. All else stays: UUID, the bridge's MAC and the name
     * libvirt chose for it, DNS entries, and the fixed leases as long as the address does.
     */
    public Element onto(Element network) {
        NetworkDefinition found = of(network);
        Element changed = network;
        if (!found.forward.equals(forward)) {
            changed = changed.without("forward");
            if (!forward.isEmpty()) {
                changed = changed.with(Element.of("forward", Map.of("mode", forward)), "name", "uuid", "title", "description", "metadata");
            }
        }
        if (!bridge.isEmpty() && !found.bridge.equals(bridge)) {
            changed = changed.with(forward.equals("bridge") ? Element.of("bridge", Map.of("name", bridge))
                    : changed.child("bridge").orElse(Element.of("bridge", Map.of())).withAttribute("name", bridge),
                    "name", "uuid", "title", "description", "metadata", "forward");
        }
        changed = changed.without("virtualport");
        if (!port.isEmpty()) {
            changed = changed.with(Element.of("virtualport", Map.of("type", port)), "name", "uuid", "title", "description", "metadata", "forward", "bridge");
        }
        if (forward.equals("bridge")) {
            return changed.without("ip").without("mac").without("dns").without("domain");
        }
        return found.address.equals(address) && found.dhcp().equals(dhcp()) ? changed : withIp(changed, found.address.equals(address));
    }

    private Element withIp(Element network, boolean sameAddress) {
        Element old = ipv4(network);
        List<Element> children = new ArrayList<>();
        network.children().stream().filter(child -> child != old).forEach(children::add);
        if (!address.isEmpty()) {
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("address", address.substring(0, address.indexOf('/')));
            attributes.put("prefix", address.substring(address.indexOf('/') + 1));
            Element ip = sameAddress ? old : Element.of("ip", attributes);
            children.add(withDhcp(ip));
        }
        return network.withChildren(children);
    }

    private Element withDhcp(Element ip) {
        if (dhcpFrom.isEmpty()) {
            return ip.without("dhcp");
        }
        Element dhcp = ip.child("dhcp").orElse(Element.of("dhcp", Map.of())).without("range");
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("start", dhcpFrom);
        attributes.put("end", dhcpTo);
        return ip.with(dhcp.with(Element.of("range", attributes)));
    }

    private static Element ipv4(Element network) {
        return network.all("ip").filter(ip -> !ip.attribute("family").equals("ipv6")).findFirst()
                .orElse(Element.of("ip", Map.of()));
    }

    /** libvirt keeps the prefix length or the netmask, whichever it was given. */
    private static int prefix(Element ip) {
        if (!ip.attribute("prefix").isEmpty()) {
            return Integer.parseInt(ip.attribute("prefix"));
        }
        return ip.attribute("netmask").isEmpty() ? 0 : Long.bitCount(number(ip.attribute("netmask")));
    }

    private static String firstAddress(String cidr) {
        String[] parts = cidr.split("/", -1);
        if (parts.length != 2 || !parts[1].matches("[0-9]{1,2}") || Integer.parseInt(parts[1]) > 30) {
            throw new IllegalArgumentException("not an IPv4 range like 192.168.150.0/24: '" + cidr + "'");
        }
        int prefix = Integer.parseInt(parts[1]);
        long first = (number(parts[0]) & (0xffffffffL << (32 - prefix) & 0xffffffffL)) + 1;
        return IntStream.of(24, 16, 8, 0).mapToObj(shift -> Long.toString(first >> shift & 255))
                .collect(Collectors.joining(".")) + "/" + prefix;
    }

    private static long number(String address) {
        String[] bytes = address.split("\\.", -1);
        long number = 0;
        for (String part : bytes) {
            if (bytes.length != 4 || !part.matches("[0-9]{1,3}") || Integer.parseInt(part) > 255) {
                throw new IllegalArgumentException("not an IPv4 address: '" + address + "'");
            }
            number = number << 8 | Integer.parseInt(part);
        }
        return number;
    }
}
