package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Image;
import io.berth.model.ImageRecipe;
import io.berth.model.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes networks and images of what was said, and checks what can be checked without a host. */
final class Assembly {

    private static final List<String> MODES = List.of("nat", "isolated", "routed", "open", "bridge", "ovs");

    private final Diagnostics diagnostics;
    private final Names names;
    private final Inventory inventory;

    Assembly(Diagnostics diagnostics, Names names, Inventory inventory) {
        this.diagnostics = diagnostics;
        this.names = names;
        this.inventory = inventory;
    }

    Map<String, Image> images(List<ImageWords.SaidImage> declared) {
        Map<String, Image> images = new LinkedHashMap<>();
        for (ImageWords.SaidImage one : declared) {
            Bound said = one.said();
            boolean stored = said.text("store").filter(store -> names.check("host", store, said.at("store"))).isPresent();
            boolean placed = isAbsoluteIfSaid(said, "dir") & isAbsoluteIfSaid(said, "tree") & checkKept(said);
            if (said.isSound() && stored && placed & checkMade(one)) {
                SaidRecipe.OfImage image = said.as(SaidRecipe.OfImage.class);
                images.put(image.name(), new Image(image.name(), image.store(), image.dir(), image.tree(), image.keep(), one.recipe(image.form()), said.at("name")));
            }
        }
        return images;
    }

    private boolean checkMade(ImageWords.SaidImage image) {
        if (!image.isSound()) {
            return false;
        }
        if (image.origin().isPresent() && image.said().says("tree")) {
            diagnostics.error(image.said().at("tree"), "a tree that is kept by hand is not built", "leave out one of the two");
            return false;
        }
        return !(image.origin().orElse(null) instanceof ImageRecipe.OtherImage other) || names.checkImage(other.image(), image.said().at("name"));
    }

    private boolean checkKept(Bound said) {
        if (said.says("tree") && (said.says("keep") || said.says("dir"))) {
            String other = said.says("keep") ? "keep" : "dir";
            diagnostics.error(said.at(other), "'" + other + "' is for an image that has releases, and a tree has none", "leave out one of the two");
            return false;
        }
        if (said.says("keep") && said.find("keep", Integer.class).filter(number -> number < 1).isPresent()) {
            diagnostics.error(said.at("keep"), "at least 1 release is kept");
            return false;
        }
        return true;
    }

    private boolean isAbsoluteIfSaid(Bound said, String part) {
        return !said.says(part) || isAbsolute(said, part);
    }

    private boolean isAbsolute(Bound said, String part) {
        String path = said.text(part).orElse("");
        if (said.text(part).isPresent() && !path.startsWith("/")) {
            diagnostics.error(said.at(part), "'" + part + "' wants an absolute path, not '" + path + "'");
        }
        return path.startsWith("/");
    }

    Map<String, Network> networks(List<Bound> declared) {
        Map<String, Network> networks = new LinkedHashMap<>();
        for (Bound said : declared) {
            List<String> hosts = inventory.match(said, "on");
            Optional<String> mode = mode(said);
            if (mode.isPresent()) {
                checkAddresses(said, mode.get());
            }
            if (said.isSound() && mode.isPresent()) {
                Said.OfNetwork network = said.as(Said.OfNetwork.class);
                networks.put(network.name(), new Network(network.name(), hosts, Network.Mode.valueOf(mode.get().toUpperCase(Locale.ROOT)),
                        network.nat() + network.isolated() + network.routed() + network.open(), network.bridge() + network.ovs(), network.dhcp().from(),
                        network.dhcp().to(), network.autostart(), said.at("name")));
            }
        }
        return networks;
    }

    /** One of {@link #MODES}; empty if it is not exactly one, and that is said. */
    private Optional<String> mode(Bound said) {
        String example = "nat '192.168.150.0/24', isolated '192.168.150.0/24', or bridge 'br0'";
        List<String> modes = MODES.stream().filter(said.values()::containsKey).filter(said::says).toList();
        if (modes.size() > 1) {
            diagnostics.error(said.at(modes.get(1)), "a network is " + String.join(" or ", modes) + ", not both", example);
        } else if (modes.isEmpty() && MODES.stream().noneMatch(mode -> Unknown.is(said.values().get(mode)))) {
            diagnostics.error(said.call().at(), "'network' says none of nat, isolated, routed, open, bridge and ovs", example);
        }
        return modes.size() == 1 ? Optional.of(modes.get(0)) : Optional.empty();
    }

    private void checkAddresses(Bound said, String mode) {
        if (!Network.Mode.valueOf(mode.toUpperCase(Locale.ROOT)).bridged()) {
            Optional<Cidr> cidr = check(said, mode, Cidr::of);
            if (said.says("dhcp")) {
                checkDhcp(said, cidr);
            }
            return;
        }
        if (said.text(mode).filter(name -> !name.matches("[A-Za-z0-9._-]{1,15}")).isPresent()) {
            diagnostics.error(said.at(mode), "'" + said.text(mode).get() + "' cannot be the name of a bridge");
        }
        if (said.says("dhcp")) {
            diagnostics.error(said.at("dhcp"), "a bridge hands out no addresses");
        }
    }

    private void checkDhcp(Bound said, Optional<Cidr> cidr) {
        if (!said.says("dhcp.from") || !said.says("dhcp.to")) {
            diagnostics.error(said.at("dhcp"), "'dhcp' wants a first and a last address", "dhcp '192.168.150.100'..'192.168.150.200'");
            return;
        }
        Optional<Ip4> from = check(said, "dhcp.from", Ip4::of);
        Optional<Ip4> to = check(said, "dhcp.to", Ip4::of);
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

    private <T> Optional<T> check(Bound said, String path, Function<String, T> of) {
        try {
            return said.text(path).map(of);
        } catch (Trouble trouble) {
            diagnostics.error(said.at(path), trouble.getMessage(), trouble.hints());
            return Optional.empty();
        }
    }
}
