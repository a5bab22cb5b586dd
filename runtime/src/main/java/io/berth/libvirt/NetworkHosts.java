package io.berth.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a definition of a network says of its guests: fixed leases and names. Each is known by exactly its MAC or address, never by a part of it. */
public final class NetworkHosts {

    /**
     * A part of a network for {@code virsh net-update}.
     *
     * @param command {@code add}, {@code modify} or {@code delete}
     * @param section {@code ip-dhcp-host} or {@code dns-host}
     */
    public record Update(String command, String section, Element xml) { }

    /** Something else has what is wanted; the message says what. */
    public static final class Taken extends Exception {
        Taken(String message) {
            super(message);
        }
    }

    private NetworkHosts() {
    }

    /** Fixed leases. */
    public static List<Element> leases(Element network) {
        return network.at("ip", "dhcp", "host").toList();
    }

    /** Names of addresses. */
    public static List<Element> names(Element network) {
        return network.at("dns", "host").toList();
    }

    /**
     * What makes a lease be as wanted; nothing: it is.
     *
     * @param name empty: the guest says its own
     * @throws Taken if another MAC has the address or the name, or nothing hands out addresses there
     */
    public static List<Update> lease(Element network, String mac, String address, String name) throws Taken {
        if (network.at("ip").noneMatch(ip -> !ip.attribute("address").isEmpty())) {
            throw new Taken("libvirt hands out no addresses there");
        }
        Element wanted = Element.of("host", Map.of("mac", mac)).withAttribute("name", name).withAttribute("ip", address);
        if (name.isEmpty()) {
            wanted = Element.of("host", Map.of("mac", mac)).withAttribute("ip", address);
        }
        for (Element host : leases(network)) {
            if (!isMac(host, mac) && host.attribute("ip").equals(address)) {
                throw new Taken("address " + address + " is the lease of " + who(host));
            }
            if (!isMac(host, mac) && !name.isEmpty() && host.attribute("name").equals(name)) {
                throw new Taken("name " + name + " is the lease of " + who(host));
            }
        }
        Optional<Element> found = leases(network).stream().filter(host -> isMac(host, mac)).findFirst();
        if (found.isEmpty()) {
            return List.of(new Update("add", "ip-dhcp-host", wanted));
        }
        boolean same = found.get().attribute("ip").equals(address) && found.get().attribute("name").equals(name);
        return same ? List.of() : List.of(new Update("delete", "ip-dhcp-host", found.get()), new Update("add", "ip-dhcp-host", wanted));
    }

    /** What makes no lease be of that MAC, and no name of the address that it had: nobody has it any more. */
    public static List<Update> noLease(Element network, String mac) {
        List<Update> updates = new ArrayList<>();
        for (Element lease : leases(network).stream().filter(host -> isMac(host, mac)).toList()) {
            updates.add(new Update("delete", "ip-dhcp-host", lease));
            names(network).stream().filter(host -> host.attribute("ip").equals(lease.attribute("ip"))).map(host -> new Update("delete", "dns-host", host)).forEach(updates::add);
        }
        return updates;
    }

    /**
     * What makes an address have these names and no others; nothing: it has.
     *
     * @param names none: it is to have none
     * @throws Taken if another address has one of the names
     */
    public static List<Update> names(Element network, String address, List<String> names) throws Taken {
        List<Update> updates = new ArrayList<>();
        List<String> missing = new ArrayList<>(names);
        for (Element host : names(network)) {
            List<String> has = host.all("hostname").map(one -> one.text().strip()).toList();
            if (!host.attribute("ip").equals(address)) {
                Optional<String> taken = has.stream().filter(names::contains).findFirst();
                if (taken.isPresent()) {
                    throw new Taken("name " + taken.get() + " is of address " + host.attribute("ip"));
                }
            } else if (List.copyOf(has).equals(names)) {
                missing.clear();
            } else {
                updates.add(new Update("delete", "dns-host", host));
            }
        }
        if (!missing.isEmpty()) {
            updates.add(new Update("add", "dns-host", Element.of("host", Map.of("ip", address)).withChildren(names.stream().map(name -> Element.text("hostname", name)).toList())));
        }
        return updates;
    }

    private static boolean isMac(Element host, String mac) {
        return host.attribute("mac").toLowerCase(Locale.ROOT).equals(mac.toLowerCase(Locale.ROOT));
    }

    private static String who(Element host) {
        return host.attribute("mac") + (host.attribute("name").isEmpty() ? "" : " (" + host.attribute("name") + ")");
    }
}
