package io.berth.foreign;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** What {@code cloud.yaml} of tiny_cloud says, as a site: hosts of its URIs, its networks, its machines. A group of machines is what their names begin with. */
public final class TinyCloud {

    private static final Set<String> SECTIONS = Set.of("storage", "uri", "urls", "template", "templates", "vms", "networks");
    private static final Set<String> KEYS = Set.of("mem", "vcpu", "htype", "credentials", "image", "images", "image_file", "opts", "type");
    private static final String CARD = "eth[0-9]+";
    private static final String MAC = "[0-9A-Fa-f]{2}(:[0-9A-Fa-f]{2}){5}";
    private static final String ADDRESS = "[0-9]{1,3}(\\.[0-9]{1,3}){3}";
    private static final String RANGE = "\\s*(" + ADDRESS + ")\\s*-\\s*(" + ADDRESS + ")\\s*/\\s*([0-9]{1,2})\\s*";
    private static final String HERE = "qemu:///system";

    private final YamlEntries yaml;
    private final Diagnostics diagnostics;
    private final Map<String, Node> all;
    /** What follows each host's name. */
    private final Map<String, String> hosts = new LinkedHashMap<>();
    private final Map<String, Set<String>> networks = new LinkedHashMap<>();
    private final Map<String, String> owners = new LinkedHashMap<>();
    private final List<String> guests = new ArrayList<>();
    private final Set<String> undeclared = new LinkedHashSet<>();

    private TinyCloud(YamlEntries yaml, Diagnostics diagnostics) {
        this.yaml = yaml;
        this.diagnostics = diagnostics;
        this.all = yaml.all();
    }

    /**
     * @param file what it is called in diagnostics
     * @param template path of the guests' template, as the playbook names it
     * @param diagnostics gets what is wrong, and what has no counterpart
     */
    public static String playbook(String file, String text, String template, Diagnostics diagnostics) {
        diagnostics.source(file, text);
        return new TinyCloud(YamlEntries.of(file, text, diagnostics), diagnostics).playbook(template);
    }

    private String playbook(String template) {
        // in its first forms the file had no sections: it was the machines alone, or the networks
        boolean sections = all.keySet().stream().anyMatch(SECTIONS::contains);
        if (sections) {
            all.forEach((key, node) -> {
                if (!SECTIONS.contains(key)) {
                    diagnostics.warning(yaml.at(node), "nothing becomes of " + key);
                }
            });
        }
        Map<String, Node> machines = sections ? yaml.entries(all.get("vms")) : new LinkedHashMap<>(all);
        Map<String, Node> nets = sections ? yaml.entries(all.get("networks")) : new LinkedHashMap<>();
        if (!sections) {
            all.forEach((name, node) -> {
                if (yaml.entries(node).containsKey("range")) {
                    nets.put(name, machines.remove(name));
                }
            });
        }
        machines.forEach((name, node) -> machine("", name, node, nets));
        SiteText site = new SiteText();
        if (hosts.isEmpty()) {
            host(HERE, new SourceRange(yaml.file(), 0, 0, 0));
        }
        site.hosts(hosts);
        if (networks.containsKey("default") && !nets.containsKey("default")) {
            site.usual(List.copyOf(networks.get("default")));
        }
        nets.forEach((name, node) -> network(site, name, node));
        site.template("server", template);
        if (all.containsKey("template") || all.containsKey("templates")) {
            site.note("", "its own templates are XML with {vm_name} and the like: what differs from this one goes into vars, or into a template of yours (docs/guide/declared-guests.md)");
        }
        return site.say(guests).text();
    }

    private void machine(String group, String name, Node node, Map<String, Node> nets) {
        Map<String, Node> said = yaml.entries(node);
        SourceRange at = yaml.at(node);
        if (yaml.text(said.get("type")).equals("network")) {
            said.forEach((member, its) -> {
                if (!member.equals("type")) {
                    machine(group + name + ".", member, its, nets);
                }
            });
            return;
        }
        String full = group + name;
        if (!full.matches(Manifests.NAME)) {
            diagnostics.error(at, "'" + full + "' is no name of a guest");
        }
        said.forEach((key, its) -> {
            if (!KEYS.contains(key) && !key.matches(CARD)) {
                diagnostics.warning(yaml.at(its), "guest " + full + ": nothing becomes of " + key);
            }
        });
        String kind = yaml.text(said.get("htype"));
        Node uri = kind.isEmpty() ? all.get("uri") : yaml.entries(all.get("urls")).getOrDefault(kind, all.get("uri"));
        String where = uri == null ? HERE : yaml.text(uri);
        guests.add("");
        if (!where.startsWith("qemu")) {
            diagnostics.warning(at, "guest " + full + " is not QEMU's, but " + where + ": nothing becomes of it");
            guests.add(SiteText.remark("guest " + full + " is not QEMU's, but " + where, ""));
            return;
        }
        guests.add("guest(" + SiteText.quoted(full) + ") {");
        String host = host(where, uri == null ? at : yaml.at(uri));
        guests.add("    on " + SiteText.quoted(host));
        guests.add("    template 'server'");
        guests.add("    memory " + number(said.get("mem"), "mem", "1024") + ".MiB");
        guests.add("    vcpus " + number(said.get("vcpu"), "vcpu", "1"));
        disks(full, said, at);
        said.forEach((key, its) -> {
            if (key.matches(CARD)) {
                card(full, host, its, nets);
            }
        });
        if (said.containsKey("credentials")) {
            String user = yaml.text(said.get("credentials")).replaceFirst(":.*", "");
            guests.add(SiteText.remark("berth guest login " + full + " -u " + user + "; the password is not taken over: let a key in (cloudInit, or authorizedKey)", "    "));
        }
        if (said.containsKey("opts")) {
            guests.add(SiteText.remark("opts: " + yaml.shown(said.get("opts")), "    "));
        }
        guests.add("}");
    }

    private String number(Node said, String key, String otherwise) {
        String number = said == null ? otherwise : yaml.text(said);
        if (!number.matches("[1-9][0-9]{0,6}")) {
            diagnostics.error(yaml.at(said), "'" + key + "' is a whole number, not '" + number + "'");
        }
        return number;
    }

    private void disks(String guest, Map<String, Node> said, SourceRange at) {
        List<Node> images = new ArrayList<>();
        for (String key : List.of("image", "image_file", "images")) {
            if (said.get(key) instanceof SequenceNode several) {
                images.addAll(several.getValue());
            } else if (said.containsKey(key)) {
                images.add(said.get(key));
            }
        }
        if (images.isEmpty()) {
            diagnostics.error(at, "guest " + guest + " has no image");
        }
        for (Node image : images) {
            String path = yaml.text(image);
            String full = path.startsWith("/") ? path : yaml.text(all.get("storage")) + "/" + path;
            if (!full.matches("/[^\\p{Cntrl}]+")) {
                diagnostics.error(yaml.at(image), "guest " + guest + ": an image is a path, not '" + path + "'");
            }
            guests.add("    disk path: " + SiteText.quoted(full) + (full.endsWith(".iso") ? ", device: 'cdrom'" : ""));
        }
    }

    /** A card's words: MAC, then network or address or both. */
    private void card(String guest, String host, Node said, Map<String, Node> nets) {
        String[] words = yaml.text(said).strip().split("\\s*,\\s*");
        if (!words[0].matches(MAC)) {
            diagnostics.error(yaml.at(said), "guest " + guest + ": a card is a MAC, then a network or an address, not '" + yaml.text(said) + "'");
            return;
        }
        String network = "default";
        String address = "";
        for (String word : List.of(words).subList(1, words.length)) {
            if (word.matches(ADDRESS)) {
                address = word;
            } else {
                network = word;
            }
        }
        if (!network.equals("default") && !nets.containsKey(network)) {
            if (undeclared.add(network)) {
                diagnostics.warning(yaml.at(said), "network " + network + " is not among 'networks': declare it, and the cards that are comments");
            }
            guests.add(SiteText.remark("nic network: " + SiteText.quoted(network) + ", mac: " + SiteText.quoted(words[0]) + ", which the file does not tell of", "    "));
            return;
        }
        networks.computeIfAbsent(network, any -> new LinkedHashSet<>()).add(host);
        String owner = owners.putIfAbsent(words[0].toLowerCase(java.util.Locale.ROOT), guest);
        if (owner != null) {
            diagnostics.warning(yaml.at(said), "guest " + guest + " has a MAC of guest " + owner + ": it gets one of its own");
        }
        guests.add("    nic network: " + SiteText.quoted(network) + (owner == null ? ", mac: " + SiteText.quoted(words[0]) : "") + (address.isEmpty() ? "" : ", address: " + SiteText.quoted(address)));
    }

    private void network(SiteText site, String name, Node node) {
        Map<String, Node> said = yaml.entries(node);
        String range = yaml.text(said.get("range"));
        if (!name.matches(Manifests.NAME) || !range.matches(RANGE)) {
            diagnostics.error(yaml.at(node), "network " + name + " wants range: FIRST - LAST / BITS, not '" + range + "'");
            return;
        }
        String[] parts = range.replaceFirst(RANGE, "$1 $3 $5").split(" ");
        Set<String> on = new LinkedHashSet<>(networks.getOrDefault(name, Set.of()));
        if (said.containsKey("url")) {
            on.add(host(yaml.text(said.get("url")), yaml.at(said.get("url"))));
        }
        site.say("").say("network(" + SiteText.quoted(name) + ") {").say("    on " + SiteText.quoted(on.isEmpty() ? List.copyOf(hosts.keySet()) : List.copyOf(on)))
                .say("    isolated " + SiteText.quoted(network(parts[0], Integer.parseInt(parts[2])))).say("    dhcp " + SiteText.quoted(parts[0]) + ".." + SiteText.quoted(parts[1]));
        if (said.containsKey("bridge")) {
            site.note("    ", "its bridge was " + yaml.text(said.get("bridge")) + "; libvirt names it");
        }
        site.say("}");
    }

    /** The network of an address. */
    private static String network(String address, int bits) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number << 8 | Integer.parseInt(part) & 0xff;
        }
        long masked = bits <= 0 || bits > 32 ? 0 : number & (0xffffffffL << (32 - bits));
        return (masked >> 24 & 255) + "." + (masked >> 16 & 255) + "." + (masked >> 8 & 255) + "." + (masked & 255) + "/" + bits;
    }

    /** The host that libvirt's URI means. */
    private String host(String uri, SourceRange at) {
        String name = "localhost";
        String how = ", connection: 'local'";
        try {
            URI read = new URI(uri);
            if (read.getHost() != null) {
                name = read.getHost();
                how = (read.getUserInfo() == null ? "" : ", user: " + SiteText.quoted(read.getUserInfo())) + (read.getPort() > 0 ? ", port: " + read.getPort() : "");
            }
        } catch (URISyntaxException e) {
            name = uri;
        }
        if (!name.matches(Manifests.NAME)) {
            diagnostics.error(at, "'" + uri + "' is no URI of libvirt that names a host");
        }
        hosts.putIfAbsent(name, how);
        return name;
    }
}
