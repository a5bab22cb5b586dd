package io.berth.task;

import io.berth.model.Identity.Card;
import io.berth.model.Identity.NetworkSystem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** What a system's files say of its cards, for each way of Linux systems to say it. Cards are known by their MAC addresses alone. */
final class NetworkFiles {

    private NetworkFiles() {
    }

    /** The files by their paths in the tree, each ending with a line end. */
    static Map<String, String> of(NetworkSystem system, List<Card> cards) {
        return switch (system) {
            case NETPLAN -> Map.of("etc/netplan/60-berth.yaml", "network:\n" + netplan(cards, "  "));
            case NETWORKD -> each(cards, "etc/systemd/network/10-berth", ".network", NetworkFiles::networkd);
            case NETWORKMANAGER -> each(cards, "etc/NetworkManager/system-connections/berth", ".nmconnection", NetworkFiles::keyfile);
            case SCRIPTS -> each(cards, "etc/sysconfig/network-scripts/ifcfg-berth", "", NetworkFiles::script);
            case IFUPDOWN -> ifupdown(cards);
            case AUTO -> throw new IllegalArgumentException("which system it is tells the tree");
        };
    }

    private interface OfOne {
        List<String> lines(Card card, int number);
    }

    private static Map<String, String> each(List<Card> cards, String before, String behind, OfOne of) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < cards.size(); i++) {
            files.put(before + i + behind, text(of.lines(cards.get(i), i)));
        }
        return files;
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }

    /** Version 2 of network-config, which cloud-init reads, too. */
    static String netplan(List<Card> cards, String indent) {
        List<String> lines = new ArrayList<>(List.of("version: 2", "ethernets:"));
        for (int i = 0; i < cards.size(); i++) {
            Card card = cards.get(i);
            lines.add("  berth" + i + ":");
            lines.add("    match: {macaddress: \"" + card.mac() + "\"}");
            lines.add("    dhcp4: " + isDhcp(card));
            if (isDhcp(card)) {
                // the lease follows the card, not the machine-id, which is new at each redeploy
                lines.add("    dhcp-identifier: mac");
            }
            List<String> addresses = said(card.address(), card.address6());
            if (!addresses.isEmpty()) {
                lines.add("    addresses: [" + quoted(addresses) + "]");
            }
            if (has6(card)) {
                lines.add("    accept-ra: false");
            }
            List<String> routes = new ArrayList<>();
            add(routes, "to: \"0.0.0.0/0\", via: ", quoted(said(card.gateway())));
            add(routes, "to: \"::/0\", via: ", quoted(said(card.gateway6())));
            if (!routes.isEmpty()) {
                lines.add("    routes: [" + String.join(", ", routes.stream().map(route -> "{" + route + "}").toList()) + "]");
            }
            List<String> names = new ArrayList<>();
            if (!card.search().isEmpty()) {
                names.add("search: [" + quoted(card.search()) + "]");
            }
            if (!card.dns().isEmpty()) {
                names.add("addresses: [" + quoted(card.dns()) + "]");
            }
            if (!names.isEmpty()) {
                lines.add("    nameservers: {" + String.join(", ", names) + "}");
            }
        }
        return text(lines.stream().map(line -> indent + line).toList());
    }

    /** Those that are said. */
    private static List<String> said(String... values) {
        return Stream.of(values).filter(value -> !value.isEmpty()).toList();
    }

    private static String quoted(List<String> words) {
        return String.join(", ", words.stream().map(word -> "\"" + word + "\"").toList());
    }

    private static List<String> networkd(Card card, int number) {
        List<String> lines = new ArrayList<>(List.of("[Match]", "MACAddress=" + card.mac(), "", "[Network]"));
        lines.add(isDhcp(card) ? "DHCP=ipv4" : "Address=" + card.address());
        add(lines, "Gateway=", card.gateway());
        add(lines, "Address=", card.address6());
        add(lines, "Gateway=", card.gateway6());
        if (has6(card)) {
            lines.add("IPv6AcceptRA=no");
        }
        card.dns().forEach(server -> lines.add("DNS=" + server));
        add(lines, "Domains=", String.join(" ", card.search()));
        if (isDhcp(card)) {
            lines.addAll(List.of("", "[DHCPv4]", "ClientIdentifier=mac"));
        }
        return lines;
    }

    private static List<String> keyfile(Card card, int number) {
        UUID uuid = UUID.nameUUIDFromBytes(("berth/" + card.mac()).getBytes(StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>(List.of("[connection]", "id=berth" + number, "uuid=" + uuid, "type=ethernet", "autoconnect=true", "",
                "[ethernet]", "mac-address=" + card.mac().toUpperCase(Locale.ROOT), "", "[ipv4]"));
        lines.add("method=" + (isDhcp(card) ? "auto" : "manual"));
        if (!isDhcp(card)) {
            lines.add("address1=" + card.address() + (card.gateway().isEmpty() ? "" : "," + card.gateway()));
        }
        add(lines, "dns=", listed(card.dns().stream().filter(server -> !server.contains(":")).toList()));
        add(lines, "dns-search=", listed(card.search()));
        lines.addAll(List.of("", "[ipv6]", "method=" + (has6(card) ? "manual" : "auto")));
        if (has6(card)) {
            lines.add("address1=" + card.address6() + (card.gateway6().isEmpty() ? "" : "," + card.gateway6()));
        }
        add(lines, "dns=", listed(card.dns().stream().filter(server -> server.contains(":")).toList()));
        return lines;
    }

    private static String listed(List<String> values) {
        return String.join("", values.stream().map(value -> value + ";").toList());
    }

    /** As the network scripts of Red Hat's family read it, and NetworkManager there. */
    private static List<String> script(Card card, int number) {
        List<String> lines = new ArrayList<>(List.of("NAME=berth" + number, "TYPE=Ethernet", "HWADDR=" + card.mac().toUpperCase(Locale.ROOT),
                "ONBOOT=yes", "BOOTPROTO=" + (isDhcp(card) ? "dhcp" : "none")));
        if (!isDhcp(card)) {
            lines.add("IPADDR=" + ip(card));
            lines.add("PREFIX=" + card.address().substring(card.address().indexOf('/') + 1));
        }
        add(lines, "GATEWAY=", card.gateway());
        if (has6(card)) {
            lines.addAll(List.of("IPV6INIT=yes", "IPV6_AUTOCONF=no", "IPV6ADDR=" + card.address6()));
            add(lines, "IPV6_DEFAULTGW=", card.gateway6());
        }
        for (int i = 0; i < card.dns().size(); i++) {
            lines.add("DNS" + (i + 1) + "=" + card.dns().get(i));
        }
        if (!card.search().isEmpty()) {
            lines.add("DOMAIN=\"" + String.join(" ", card.search()) + "\"");
        }
        return lines;
    }

    /** Interfaces are logical ones: how a card is called in the guest, nobody knows here. */
    private static Map<String, String> ifupdown(List<Card> cards) {
        List<String> lines = new ArrayList<>(List.of("auto lo", "iface lo inet loopback"));
        for (int i = 0; i < cards.size(); i++) {
            Card card = cards.get(i);
            lines.addAll(List.of("", "auto mac/" + card.mac() + "=berth" + i, "iface berth" + i + " inet " + (isDhcp(card) ? "dhcp" : "static")));
            if (!isDhcp(card)) {
                lines.add("    address " + card.address());
            }
            add(lines, "    gateway ", card.gateway());
            add(lines, "    dns-nameservers ", String.join(" ", card.dns()));
            add(lines, "    dns-search ", String.join(" ", card.search()));
            if (has6(card)) {
                lines.addAll(List.of("", "iface berth" + i + " inet6 static", "    address " + card.address6()));
                add(lines, "    gateway ", card.gateway6());
                lines.add("    accept_ra 0");
            }
        }
        Map<String, String> files = new LinkedHashMap<>(Map.of("etc/network/interfaces", text(lines)));
        resolver(cards, files);
        return files;
    }

    /** Without a program that looks after it, ifupdown leaves this file alone. DHCP writes it by itself. */
    private static void resolver(List<Card> cards, Map<String, String> files) {
        List<String> lines = new ArrayList<>();
        List<String> search = cards.stream().flatMap(card -> card.search().stream()).distinct().toList();
        add(lines, "search ", String.join(" ", search));
        cards.stream().flatMap(card -> card.dns().stream()).distinct().forEach(server -> lines.add("nameserver " + server));
        if (lines.stream().anyMatch(line -> line.startsWith("nameserver"))) {
            files.put("etc/resolv.conf", text(lines));
        }
    }

    private static void add(List<String> lines, String word, String value) {
        if (!value.isEmpty()) {
            lines.add(word + value);
        }
    }

    private static boolean isDhcp(Card card) {
        return card.address().isEmpty();
    }

    /** What is said of IPv6 is all there is of it. */
    private static boolean has6(Card card) {
        return !card.address6().isEmpty();
    }

    private static String ip(Card card) {
        return card.address().substring(0, card.address().indexOf('/'));
    }
}
