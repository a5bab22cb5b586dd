package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Image;
import io.berth.model.Network;
import io.berth.model.Pool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes pools, networks and images of what was said, and checks what can be checked without a host. */
final class Assembly {

    private final Diagnostics diagnostics;
    private final Names names;
    private final Inventory inventory;

    Assembly(Diagnostics diagnostics, Names names, Inventory inventory) {
        this.diagnostics = diagnostics;
        this.names = names;
        this.inventory = inventory;
    }

    Map<String, Pool> pools(List<Bound> declared) {
        Map<String, Pool> pools = new LinkedHashMap<>();
        for (Bound said : declared) {
            List<String> hosts = inventory.match(said, "on");
            boolean placed = isAbsolute(said, "dir");
            if (said.isSound() && placed) {
                Said.OfPool pool = said.as(Said.OfPool.class);
                pools.put(pool.name(), new Pool(pool.name(), hosts, pool.dir(), pool.autostart(), said.at("name")));
            }
        }
        return pools;
    }

    Map<String, Image> images(List<Bound> declared) {
        Map<String, Image> images = new LinkedHashMap<>();
        for (Bound said : declared) {
            boolean stored = said.isKnown("store") && names.check("host", (String) said.values().get("store"), said.at("store"));
            boolean placed = isAbsolute(said, "tree");
            if (said.isSound() && stored && placed) {
                Said.OfImage image = said.as(Said.OfImage.class);
                images.put(image.name(), new Image(image.name(), image.store(), image.tree(), said.at("name")));
            }
        }
        return images;
    }

    private boolean isAbsolute(Bound said, String part) {
        if (!said.isKnown(part)) {
            return false;
        }
        String path = (String) said.values().get(part);
        if (!path.startsWith("/")) {
            diagnostics.error(said.at(part), "'" + part + "' wants an absolute path, not '" + path + "'");
        }
        return path.startsWith("/");
    }

    Map<String, Network> networks(List<Bound> declared) {
        Map<String, Network> networks = new LinkedHashMap<>();
        for (Bound said : declared) {
            List<String> hosts = inventory.match(said, "on");
            if (said.isSound()) {
                network(said, said.as(Said.OfNetwork.class), hosts).ifPresent(network -> networks.put(network.name(), network));
            }
        }
        return networks;
    }

    private Optional<Network> network(Bound said, Said.OfNetwork network, List<String> hosts) {
        List<String> modes = List.of("nat", "isolated", "bridge").stream().filter(said.places()::containsKey).toList();
        if (modes.size() != 1) {
            diagnostics.error(modes.isEmpty() ? said.call().at() : said.at(modes.get(1)),
                    modes.isEmpty() ? "'network' says none of nat, isolated and bridge" : "a network is " + String.join(" or ", modes) + ", not both",
                    "nat '192.168.150.0/24', isolated '192.168.150.0/24', or bridge 'br0'");
            return Optional.empty();
        }
        String mode = modes.get(0);
        boolean dhcp = said.places().containsKey("dhcp");
        if (mode.equals("bridge")) {
            if (!network.bridge().matches("[A-Za-z0-9._-]{1,15}")) {
                diagnostics.error(said.at("bridge"), "'" + network.bridge() + "' cannot be the name of a bridge");
            }
            if (dhcp) {
                diagnostics.error(said.at("dhcp"), "a bridge hands out no addresses");
            }
        } else {
            Optional<Cidr> cidr = check(said.at(mode), mode.equals("nat") ? network.nat() : network.isolated(), Cidr::of);
            if (dhcp) {
                checkDhcp(said, network.dhcp(), cidr);
            }
        }
        return Optional.of(new Network(network.name(), hosts, Network.Mode.valueOf(mode.toUpperCase(Locale.ROOT)),
                network.nat() + network.isolated(), network.bridge(), network.dhcp().from(), network.dhcp().to(), network.autostart(), said.at("name")));
    }

    private void checkDhcp(Bound said, Said.OfDhcp dhcp, Optional<Cidr> cidr) {
        if (dhcp.from().isEmpty() || dhcp.to().isEmpty()) {
            diagnostics.error(said.at("dhcp"), "'dhcp' wants a first and a last address", "dhcp '192.168.150.100'..'192.168.150.200'");
            return;
        }
        Optional<Ip4> from = check(said.at("dhcp.from"), dhcp.from(), Ip4::of);
        Optional<Ip4> to = check(said.at("dhcp.to"), dhcp.to(), Ip4::of);
        boolean inside = isForGuests(cidr, from, said.at("dhcp.from")) & isForGuests(cidr, to, said.at("dhcp.to"));
        if (inside && from.isPresent() && to.isPresent() && from.get().compareTo(to.get()) > 0) {
            diagnostics.error(said.at("dhcp.to"), "the last address comes before the first, " + from.get());
        }
    }

    private boolean isForGuests(Optional<Cidr> cidr, Optional<Ip4> address, SourceRange at) {
        if (cidr.isEmpty() || address.isEmpty() || cidr.get().isForGuests(address.get())) {
            return true;
        }
        diagnostics.error(at, address.get() + " is not an address for guests of " + cidr.get(),
                "they have " + new Ip4(cidr.get().host().value() + 1) + " to " + cidr.get().last());
        return false;
    }

    private <T> Optional<T> check(SourceRange at, String text, Function<String, T> of) {
        try {
            return Optional.of(of.apply(text));
        } catch (Trouble trouble) {
            diagnostics.error(at, trouble.getMessage(), trouble.hints());
            return Optional.empty();
        }
    }
}
