package io.berth.inventory;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.InventorySource.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** A YAML inventory: groups, each with {@code hosts}, {@code children} and {@code vars}. */
final class YamlInventory {

    private static final List<String> PARTS = List.of("hosts", "children", "vars");
    private static final int DEEPEST = 50;

    private final YamlDocument document;
    private final Listing listing;
    private final Diagnostics diagnostics;

    private YamlInventory(YamlDocument document, Listing listing, Diagnostics diagnostics) {
        this.document = document;
        this.listing = listing;
        this.diagnostics = diagnostics;
    }

    static void read(String file, String text, Listing listing, Decryption decryption, Diagnostics diagnostics) {
        Optional<YamlDocument> parsed = YamlDocument.parse(file, text, decryption, diagnostics);
        Optional<Node> root = parsed.flatMap(YamlDocument::root);
        if (parsed.isEmpty()) {
            return;
        }
        if (root.isEmpty()) {
            diagnostics.error(Shown.whole(file), "is an empty inventory");
        } else if (root.get() instanceof MappingNode groups) {
            new YamlInventory(parsed.get(), listing, diagnostics).groups(groups);
        } else {
            diagnostics.error(parsed.get().at(root.get()), "an inventory is a mapping of groups", "all:", "  hosts:", "    kvm1:");
        }
    }

    private void groups(MappingNode groups) {
        List<YamlDocument.Entry> entries = document.entries(groups);
        Optional<YamlDocument.Entry> plugin = entries.stream().filter(entry -> entry.key().equals("plugin")).findFirst();
        if (plugin.isPresent() && plugin.get().value() instanceof ScalarNode name) {
            diagnostics.error(plugin.get().at(), "inventory plugins such as '" + name.getValue() + "' are not known to berth",
                    "ansible-inventory --list says what it lists: a script that calls it can be the inventory");
            return;
        }
        entries.forEach(entry -> group(entry, 0));
    }

    /** @return whether it is a group */
    private boolean group(YamlDocument.Entry entry, int depth) {
        if (depth > DEEPEST) {
            diagnostics.error(entry.at(), "groups are nested too deeply, or in themselves");
            return false;
        }
        if (!(entry.value() instanceof MappingNode) && !YamlDocument.isNothing(entry.value())) {
            diagnostics.error(entry.at(), "group '" + entry.key() + "' is a mapping of hosts, children and vars");
            return false;
        }
        if (!listing.addGroup(entry.key(), entry.at())) {
            return false;
        }
        if (entry.value() instanceof MappingNode parts) {
            document.entries(parts).forEach(part -> part(entry.key(), part, depth));
        }
        return true;
    }

    private void part(String group, YamlDocument.Entry part, int depth) {
        if (!PARTS.contains(part.key())) {
            diagnostics.error(part.at(), "a group has no '" + part.key() + "'", DidYouMean.hint(part.key(), PARTS));
        } else if (part.value() instanceof MappingNode mapping) {
            switch (part.key()) {
                case "hosts" -> document.entries(mapping).forEach(host -> host(group, host));
                case "children" -> document.entries(mapping).forEach(child -> child(group, child, depth));
                default -> document.variables(mapping).forEach((name, value) -> listing.setGroupVariable(group, name, value));
            }
        } else if (part.value() instanceof ScalarNode one && !YamlDocument.isNothing(one) && !part.key().equals("vars")) {
            single(group, part.key(), one);
        } else if (!YamlDocument.isNothing(part.value())) {
            diagnostics.error(document.at(part.value()), "'" + part.key() + "' is a mapping, not a list: names with a colon after each, without dashes");
        }
    }

    private void single(String group, String part, ScalarNode name) {
        SourceRange at = document.at(name);
        if (part.equals("hosts")) {
            listing.addHosts(name.getValue(), group, at);
        } else if (listing.addGroup(name.getValue(), at)) {
            listing.addChild(group, name.getValue(), at);
        }
    }

    private void child(String group, YamlDocument.Entry child, int depth) {
        if (group(child, depth + 1)) {
            listing.addChild(group, child.key(), child.at());
        }
    }

    private void host(String group, YamlDocument.Entry host) {
        List<String> names = listing.addHosts(host.key(), group, host.at());
        if (host.value() instanceof MappingNode mapping) {
            Map<String, Value> variables = document.variables(mapping);
            variables.forEach((name, value) -> names.forEach(one -> listing.setHostVariable(one, name, value)));
        } else if (!YamlDocument.isNothing(host.value())) {
            diagnostics.error(document.at(host.value()), "a host has a mapping of variables, or nothing");
        }
    }
}
