package io.berth.report;

import io.berth.model.Group;
import io.berth.model.Playbook;
import io.berth.model.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Groups as a tree below {@code all}, with {@code ungrouped} in it, as Ansible sees them. */
final class HostTree {

    static final String ALL = "all";
    static final String UNGROUPED = "ungrouped";

    private final Playbook hosts;
    private final Set<String> grouped = new HashSet<>();

    HostTree(Playbook hosts) {
        this.hosts = hosts;
        for (Group group : hosts.groups().values()) {
            grouped.addAll(group.hosts());
        }
    }

    List<String> children(String group) {
        if (!group.equals(ALL)) {
            return group.equals(UNGROUPED) ? List.of() : hosts.groups().get(group).children();
        }
        List<String> top = new ArrayList<>(List.of(UNGROUPED));
        hosts.groups().values().stream().filter(Group::top).map(Group::name).forEach(top::add);
        return top;
    }

    /** Names of hosts that stand in the group itself. */
    List<String> own(String group) {
        return switch (group) {
            case ALL -> List.of();
            case UNGROUPED -> hosts.hosts().keySet().stream().filter(host -> !grouped.contains(host)).toList();
            default -> hosts.groups().get(group).own();
        };
    }

    /** The variables of a host, secrets as what may be shown of them. */
    Map<String, Object> variables(String host) {
        Map<String, Object> shown = new LinkedHashMap<>();
        hosts.host(host).vars().forEach((name, value) -> shown.put(name, shown(value)));
        return shown;
    }

    private static Object shown(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, inner) -> copy.put(String.valueOf(key), shown(inner)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(shown(element)));
            return Collections.unmodifiableList(copy);
        }
        return value == null || value instanceof Number || value instanceof Boolean ? value : value instanceof Secret secret ? secret.toString() : String.valueOf(value);
    }

    /** All groups from there down, each once. */
    Set<String> below(String group) {
        Set<String> below = new LinkedHashSet<>();
        collect(group, below);
        return below;
    }

    private void collect(String group, Set<String> into) {
        if (into.add(group)) {
            children(group).forEach(child -> collect(child, into));
        }
    }
}
