package io.berth.model;

import io.berth.diag.SourceRange;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where hosts come from, before anything is merged. */
public sealed interface InventorySource {

    /** A file in the words of playbooks. */
    record GroovyFile(Path path) implements InventorySource { }

    /**
     * Hosts and groups that stand in other forms and have been read already: Ansible inventories, lists of names. Later ones of
     * a name are united with earlier ones.
     *
     * @param hosts in the order in which they were first named
     * @param groups those that were named; {@code all} and {@code ungrouped} among them only for their variables
     */
    record Listed(List<ListedHost> hosts, List<ListedGroup> groups) implements InventorySource {
        public Listed {
            hosts = List.copyOf(hosts);
            groups = List.copyOf(groups);
        }
    }

    record ListedHost(String name, Said vars, SourceRange at) { }

    /**
     * @param hosts names of hosts that stand in the group itself
     * @param children names of groups that stand in it
     * @param priority of two groups equally deep, variables of the one with the larger number win; 1 where nothing is said
     */
    record ListedGroup(String name, List<String> hosts, List<String> children, Said vars, int priority, SourceRange at) {
        public ListedGroup {
            hosts = List.copyOf(hosts);
            children = List.copyOf(children);
        }
    }

    /**
     * The variables of one host or group, by where they were said; each place wins over those before it.
     *
     * @param inline in the inventory itself
     * @param besideInventory in {@code group_vars} or {@code host_vars} beside the inventory
     * @param besidePlaybook the same beside the playbook
     */
    record Said(Map<String, Value> inline, Map<String, Value> besideInventory, Map<String, Value> besidePlaybook) {

        public static final Said NOTHING = new Said(Map.of(), Map.of(), Map.of());

        public Said {
            inline = Collections.unmodifiableMap(new LinkedHashMap<>(inline));
            besideInventory = Collections.unmodifiableMap(new LinkedHashMap<>(besideInventory));
            besidePlaybook = Collections.unmodifiableMap(new LinkedHashMap<>(besidePlaybook));
        }
    }

    /**
     * @param value text, Integer, Long, BigDecimal, Boolean, null, or lists and maps of these
     * @param at where the variable stands
     */
    record Value(Object value, SourceRange at) { }
}
