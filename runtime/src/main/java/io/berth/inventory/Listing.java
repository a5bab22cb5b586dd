package io.berth.inventory;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.InventorySource.Listed;
import io.berth.model.InventorySource.ListedGroup;
import io.berth.model.InventorySource.ListedHost;
import io.berth.model.InventorySource.Said;
import io.berth.model.InventorySource.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Hosts and groups as one source after another names them. What later ones say of a variable wins; groups are united. */
final class Listing {

    static final String ALL = "all";
    static final String UNGROUPED = "ungrouped";
    private static final String PRIORITY = "ansible_group_priority";
    private static final Pattern GROUP = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*");

    private static final class OneHost {
        private final SourceRange at;
        private final Map<String, Value> vars = new LinkedHashMap<>();

        OneHost(SourceRange at) {
            this.at = at;
        }
    }

    private static final class OneGroup {
        private final SourceRange at;
        private final Set<String> hosts = new LinkedHashSet<>();
        private final Set<String> children = new LinkedHashSet<>();
        private final Map<String, Value> vars = new LinkedHashMap<>();
        private int priority = 1;

        OneGroup(SourceRange at) {
            this.at = at;
        }
    }

    private final Diagnostics diagnostics;
    private final Map<String, OneHost> hosts = new LinkedHashMap<>();
    private final Map<String, OneGroup> groups = new LinkedHashMap<>();

    Listing(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        groups.put(ALL, new OneGroup(SourceRange.NONE));
        groups.put(UNGROUPED, new OneGroup(SourceRange.NONE));
    }

    boolean hasGroup(String name) {
        return groups.containsKey(name);
    }

    Set<String> groupNames() {
        return groups.keySet();
    }

    /** @return whether it can be a group; if not, that is said */
    boolean addGroup(String name, SourceRange at) {
        if (!groups.containsKey(name) && !GROUP.matcher(name).matches()) {
            diagnostics.error(at, "'" + name + "' cannot be the name of a group", "letters, digits, '.', '_' and '-'");
            return false;
        }
        groups.putIfAbsent(name, new OneGroup(at));
        return true;
    }

    /**
     * Puts the hosts into a group that is known.
     *
     * @return their names; empty when it makes no sense, and that is said
     */
    List<String> addHosts(String written, String group, SourceRange at) {
        HostNames names;
        try {
            names = HostNames.of(written);
        } catch (IllegalArgumentException e) {
            diagnostics.error(at, e.getMessage());
            return List.of();
        }
        for (String name : names.names()) {
            if (name.equals(ALL)) {
                diagnostics.error(at, "'all' means all hosts and cannot be the name of one");
            } else if (!hosts.containsKey(name)) {
                OneHost host = new OneHost(at);
                hosts.put(name, host);
                if (names.port() != 0) {
                    host.vars.put("ansible_port", new Value(names.port(), at));
                }
            }
            groups.get(group).hosts.add(name);
        }
        return names.names();
    }

    void addChild(String group, String child, SourceRange at) {
        if (group.equals(child) || descends(group, child)) {
            diagnostics.error(at, "group '" + child + "' contains '" + group + "' already, and cannot stand in it");
        } else if (!child.equals(ALL)) {
            groups.get(group).children.add(child);
        }
    }

    private boolean descends(String group, String from) {
        Collection<String> children = groups.get(from).children;
        return children.contains(group) || children.stream().anyMatch(child -> descends(group, child));
    }

    void setHostVariable(String host, String name, Value value) {
        if (hosts.containsKey(host) && isVariable(name, value.at())) {
            hosts.get(host).vars.put(name, value);
        }
    }

    void setGroupVariable(String group, String name, Value value) {
        OneGroup of = groups.get(group);
        if (!isVariable(name, value.at())) {
            return;
        }
        if (!name.equals(PRIORITY)) {
            of.vars.put(name, value);
            return;
        }
        try {
            of.priority = new BigDecimal(String.valueOf(value.value())).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            diagnostics.error(value.at(), PRIORITY + " is a whole number, not '" + value.value() + "'");
        }
    }

    private boolean isVariable(String name, SourceRange at) {
        if (name.isBlank()) {
            diagnostics.error(at, "a variable has a name");
        }
        return !name.isBlank();
    }

    /** Says that a group that is named is none. */
    void unknownGroup(String name, String what, SourceRange at) {
        diagnostics.error(at, what + " '" + name + "', which is no group", DidYouMean.hint(name, groupNames()));
    }

    /** @param files the variables that stand beside the inventories and the playbook */
    Listed listed(VariableFiles files) {
        for (String name : groups.keySet()) {
            if (hosts.containsKey(name)) {
                diagnostics.warning(hosts.get(name).at, "'" + name + "' is the name of a host and of a group", "the group at " + groups.get(name).at);
            }
        }
        List<ListedGroup> allGroups = new ArrayList<>();
        groups.forEach((name, group) -> allGroups.add(new ListedGroup(name, List.copyOf(group.hosts), List.copyOf(group.children),
                new Said(group.vars, files.besideInventory("group_vars", name), files.besidePlaybook("group_vars", name)), group.priority, group.at)));
        List<ListedHost> allHosts = new ArrayList<>();
        hosts.forEach((name, host) -> allHosts.add(new ListedHost(name,
                new Said(host.vars, files.besideInventory("host_vars", name), files.besidePlaybook("host_vars", name)), host.at)));
        return new Listed(allHosts, allGroups);
    }
}
