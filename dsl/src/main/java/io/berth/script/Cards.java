package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Identity.Card;
import io.berth.model.Network;
import io.berth.model.Nic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cards of a slot's system: what an identity says of each, and what follows from the slot and its networks where it says nothing. */
final class Cards {

    private final Diagnostics diagnostics;
    private final Map<String, Network> networks;
    /** Which slot has an address, by network, host and address. */
    private final Map<List<String>, String> owners = new HashMap<>();

    /** Where the cards are. */
    private record Place(String slot, String host, Bound said) {
    }

    Cards(Diagnostics diagnostics, Map<String, Network> networks) {
        this.diagnostics = diagnostics;
        this.networks = networks;
    }

    /**
     * A card for each of the slot's.
     *
     * @param path where the network is said, to be looked up in {@code said}
     */
    List<Card> of(Bound said, String path, SaidIdentity.OfNetwork network, String slot, String host, List<Nic> nics) {
        if (nics.isEmpty()) {
            diagnostics.error(said.at(path), "slot '" + slot + "' has no network card");
        }
        Place place = new Place(slot, host, said);
        int[] meant = meant(said, path, network, slot, nics);
        List<Card> cards = new ArrayList<>();
        boolean routed = false;
        for (int i = 0; i < nics.size(); i++) {
            boolean isSaid = meant[i] >= 0;
            String at = isSaid ? path + ".nic[" + meant[i] + "]" : path;
            SaidIdentity.OfCard card = isSaid ? network.nic().get(meant[i]) : new SaidIdentity.OfCard("", "", "", "", "", "", List.of());
            try {
                Card made = card(place, at, card, network, nics.get(i), !routed);
                routed |= !made.gateway().isEmpty();
                cards.add(made);
            } catch (Trouble trouble) {
                diagnostics.error(trouble.at().equals(SourceRange.NONE) ? said.at(at) : trouble.at(), trouble.getMessage(), trouble.hints());
            }
        }
        return cards;
    }

    /** For each of the slot's cards the number of what is said of it; -1: nothing. */
    private int[] meant(Bound said, String path, SaidIdentity.OfNetwork network, String slot, List<Nic> nics) {
        int[] meant = new int[nics.size()];
        Arrays.fill(meant, -1);
        for (int n = 0; n < network.nic().size(); n++) {
            SaidIdentity.OfCard card = network.nic().get(n);
            int found = -1;
            for (int i = 0; i < nics.size() && found < 0; i++) {
                boolean fits = (card.mac().isEmpty() || card.mac().equalsIgnoreCase(nics.get(i).mac()))
                        && (card.network().isEmpty() || card.network().equals(nics.get(i).network()));
                found = fits && meant[i] < 0 ? i : -1;
            }
            if (found >= 0) {
                meant[found] = n;
            } else {
                diagnostics.error(said.at(path + ".nic[" + n + "]"), "slot '" + slot + "' has no such card, or no more of them",
                        "it has " + String.join(", ", nics.stream().map(nic -> nic.network() + " " + nic.mac()).toList()));
            }
        }
        return meant;
    }

    private Card card(Place place, String path, SaidIdentity.OfCard card, SaidIdentity.OfNetwork all, Nic nic, boolean mayRoute) {
        Bound said = place.said();
        Network network = networks.get(nic.network());
        boolean ranged = network != null && !network.cidr().isEmpty();
        String address = card.address().isEmpty() ? nic.address() : card.address();
        address = address.isEmpty() ? "" : withPrefix(place, path, address, nic, ranged ? Optional.of(Cidr.of(network.cidr())) : Optional.empty());
        boolean isStatic = !address.isEmpty();
        String gateway = isStatic && ranged && mayRoute && (network.mode() == Network.Mode.NAT || network.mode() == Network.Mode.ROUTED || network.mode() == Network.Mode.OPEN) ? Cidr.of(network.cidr()).host().toString() : "";
        if (card.gateway().equals("none")) {
            gateway = "";
        } else if (!card.gateway().isEmpty()) {
            if (!isStatic) {
                throw new Trouble(said.at(path + ".gateway"), "a card that has its address from DHCP has its gateway from there, too");
            }
            gateway = ip(said, path + ".gateway", card.gateway());
        }
        List<String> dns = card.dns().isEmpty() ? checked(said, pathOf(path) + ".dns", all.dns()) : checked(said, path + ".dns", card.dns());
        if (dns.isEmpty() && isStatic && ranged) {
            dns = List.of(Cidr.of(network.cidr()).host().toString());
        }
        String address6 = card.address6().isEmpty() ? "" : address6(place, path, card.address6(), nic);
        return new Card(nic.mac(), address, gateway, address6, gateway6(said, path, card, address6), dns, all.search());
    }

    private String address6(Place place, String path, String text, Nic nic) {
        SourceRange at = place.said().at(path + ".address6");
        int slash = text.indexOf('/');
        Ip6 ip = ip6(place.said(), path + ".address6", slash < 0 ? text : text.substring(0, slash));
        String prefix = slash < 0 ? "" : text.substring(slash + 1);
        if (!prefix.matches("[1-9][0-9]?|1[01][0-9]|12[0-8]")) {
            throw new Trouble(at, "'" + text + "' needs a prefix, /1 to /128", "such as " + ip + "/64");
        }
        if (!ip.isForCards() || ip.isFirst(Integer.parseInt(prefix))) {
            throw new Trouble(at, ip + "/" + prefix + " is not an address that a card can have");
        }
        owned(place, at, nic, ip.toString());
        return ip + "/" + prefix;
    }

    private static String gateway6(Bound said, String path, SaidIdentity.OfCard card, String address) {
        if (card.gateway6().isEmpty()) {
            return "";
        }
        SourceRange at = said.at(path + ".gateway6");
        if (address.isEmpty()) {
            throw new Trouble(at, "a card that says no address6 has its gateway from its network", "say the address6, too");
        }
        Ip6 gateway = ip6(said, path + ".gateway6", card.gateway6());
        int slash = address.indexOf('/');
        if (!gateway.isLinkLocal() && !gateway.isIn(Ip6.of(address.substring(0, slash)), Integer.parseInt(address.substring(slash + 1)))) {
            throw new Trouble(at, gateway + " is not in the network of " + address);
        }
        return gateway.toString();
    }

    private static Ip6 ip6(Bound said, String path, String text) {
        try {
            return Ip6.of(text);
        } catch (Trouble trouble) {
            throw new Trouble(said.at(path), trouble.getMessage(), trouble.hints());
        }
    }

    private void owned(Place place, SourceRange at, Nic nic, String ip) {
        String other = owners.putIfAbsent(List.of(nic.network(), place.host(), ip), place.slot());
        if (other != null && !other.equals(place.slot())) {
            throw new Trouble(at, "address " + ip + " is given to slot '" + other + "' and to slot '" + place.slot() + "'");
        }
    }

    private static String pathOf(String card) {
        return card.endsWith("]") ? card.substring(0, card.lastIndexOf(".nic[")) : card;
    }

    private String withPrefix(Place place, String path, String address, Nic nic, Optional<Cidr> range) {
        SourceRange at = place.said().at(path + ".address");
        int slash = address.indexOf('/');
        String prefix = slash >= 0 ? address.substring(slash + 1) : range.map(cidr -> String.valueOf(cidr.prefix())).orElse("");
        String ip = ip(place.said(), path + ".address", slash < 0 ? address : address.substring(0, slash));
        if (!prefix.matches("[89]|[12][0-9]|3[012]")) {
            throw new Trouble(at, "'" + address + "' needs a prefix, /8 to /32: network '" + nic.network() + "' has no range", "such as " + ip + "/24");
        }
        if (range.isPresent() && !range.get().isForGuests(Ip4.of(ip))) {
            throw new Trouble(at, ip + " is not an address for guests of " + range.get());
        }
        owned(place, at, nic, ip);
        return ip + "/" + prefix;
    }

    private static List<String> checked(Bound said, String path, List<String> addresses) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            String address = addresses.get(i);
            all.add(address.contains(":") ? ip6(said, path + "[" + i + "]", address).toString() : ip(said, path + "[" + i + "]", address));
        }
        return all;
    }

    private static String ip(Bound said, String path, String text) {
        try {
            return Ip4.of(text).toString();
        } catch (Trouble trouble) {
            boolean said6 = text.contains(":") && (path.endsWith(".address") || path.endsWith(".gateway"));
            String[] hints = said6 ? new String[] {"say it as " + path.substring(path.lastIndexOf('.') + 1) + "6"} : trouble.hints();
            throw new Trouble(said.at(path), trouble.getMessage(), hints);
        }
    }
}
