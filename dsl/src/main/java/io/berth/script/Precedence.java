package io.berth.script;

import io.berth.diag.SourceRange;
import io.berth.model.InventorySource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which of several variables of one name a host gets, in Ansible's order: what groups say in inventories, {@code all} first, then
 * parents before children; {@code group_vars} of {@code all}, beside inventories, then beside the playbook; those of other groups
 * in the same way; last what is said of the host itself, in the same three places. Later ones win.
 */
final class Precedence {

    /** The variables of a group or a host, by place. */
    record Layers(Map<String, HostVariable> inline, Map<String, HostVariable> besideInventory, Map<String, HostVariable> besidePlaybook) {

        static Layers empty() {
            return new Layers(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
        }

        void add(InventorySource.Said said) {
            put(said.inline(), inline);
            put(said.besideInventory(), besideInventory);
            put(said.besidePlaybook(), besidePlaybook);
        }

        Set<String> names() {
            Set<String> names = new LinkedHashSet<>(inline.keySet());
            names.addAll(besideInventory.keySet());
            names.addAll(besidePlaybook.keySet());
            return names;
        }

        private static void put(Map<String, InventorySource.Value> said, Map<String, HostVariable> into) {
            said.forEach((name, value) -> into.put(name, new HostVariable(value.value(), value.at(), true)));
        }

        void add(Map<String, Object> said, SourceRange at) {
            said.forEach((name, value) -> inline.put(name, new HostVariable(value, at, false)));
        }
    }

    /**
     * A group as far as its variables go.
     *
     * @param depth how deep it stands: of {@code all} 0, of others one more than of the deepest parent
     * @param priority Ansible's {@code ansible_group_priority}
     * @param order among equals; those declared later in playbooks have a larger one, and Ansible's go by their names
     */
    record Ranked(String name, int depth, int priority, int order, Layers layers) {

        static final Comparator<Ranked> WEAKEST_FIRST = (one, other) -> {
            int by = Integer.compare(one.depth, other.depth);
            by = by != 0 ? by : Integer.compare(one.priority, other.priority);
            by = by != 0 ? by : Integer.compare(one.order, other.order);
            return by != 0 ? by : one.name.compareTo(other.name);
        };
    }

    private Precedence() {
    }

    /** @param groups all groups of the host, in any order, {@code all} with depth 0 among them */
    static Map<String, HostVariable> merged(List<Ranked> groups, Layers host) {
        List<Ranked> sorted = groups.stream().sorted(Ranked.WEAKEST_FIRST).toList();
        List<Ranked> top = sorted.stream().filter(group -> group.depth() == 0).toList();
        List<Ranked> others = sorted.stream().filter(group -> group.depth() > 0).toList();
        Map<String, HostVariable> merged = new LinkedHashMap<>();
        sorted.forEach(group -> merged.putAll(group.layers().inline()));
        for (List<Ranked> part : List.of(top, others)) {
            part.forEach(group -> merged.putAll(group.layers().besideInventory()));
            part.forEach(group -> merged.putAll(group.layers().besidePlaybook()));
        }
        merged.putAll(host.inline());
        merged.putAll(host.besideInventory());
        merged.putAll(host.besidePlaybook());
        return merged;
    }
}
