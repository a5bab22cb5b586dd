package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Group;
import io.berth.model.Host;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hosts and groups, and which of them a pattern means. */
final class Inventory {

    private final Diagnostics diagnostics;
    private final Names names;
    private final List<Bound> declaredHosts = new ArrayList<>();
    private final Map<String, Bound> declaredGroups = new LinkedHashMap<>();
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Set<String> beingResolved = new LinkedHashSet<>();

    Inventory(Diagnostics diagnostics, Names names) {
        this.diagnostics = diagnostics;
        this.names = names;
    }

    void addHost(Bound host) {
        declaredHosts.add(host);
    }

    void addGroup(String name, Bound group) {
        declaredGroups.put(name, group);
    }

    /** Looks into all groups, so that what is wrong in one that nobody uses is said too. */
    void resolveGroups() {
        declaredGroups.keySet().forEach(this::membersOf);
    }

    /** @param patterns the part of {@code said} that holds the patterns; empty result: nothing matched, and that is said */
    List<String> match(Bound said, String part) {
        return said.isKnown(part) ? inOrder(chosen(said, part)) : List.of();
    }

    private Set<String> chosen(Bound said, String part) {
        Set<String> chosen = new LinkedHashSet<>();
        List<?> texts = (List<?>) said.values().get(part);
        boolean first = true;
        for (int i = 0; i < texts.size(); i++) {
            SourceRange at = said.at(part + "[" + i + "]");
            try {
                for (NamePattern term : NamePattern.listOf((String) texts.get(i))) {
                    Set<String> meant = meant(term, at);
                    if (term.excluded()) {
                        if (first) {
                            chosen.addAll(names.known("host"));
                        }
                        chosen.removeAll(meant);
                    } else {
                        chosen.addAll(meant);
                    }
                    first = false;
                }
            } catch (Trouble trouble) {
                diagnostics.error(at, trouble.getMessage(), trouble.hints());
                names.doubt("host");
            }
        }
        if (chosen.isEmpty() && !texts.isEmpty() && !names.isDoubtful("host")) {
            diagnostics.error(said.at(part), "no host is left when all that is excluded is taken away");
            names.doubt("host");
        }
        return chosen;
    }

    private Set<String> meant(NamePattern term, SourceRange at) {
        Set<String> hosts = names.known("host");
        if (term.text().equals("all") && !hosts.isEmpty()) {
            return hosts;
        }
        if (names.known("group").contains(term.text())) {
            return membersOf(term.text());
        }
        Set<String> meant = new LinkedHashSet<>(hosts.stream().filter(term::matches).toList());
        if (meant.isEmpty() && !names.isIncomplete()) {
            List<String> known = new ArrayList<>(hosts);
            known.addAll(names.known("group"));
            diagnostics.error(at, "no host or group is called '" + term.text() + "'",
                    known.isEmpty() ? "no host is known: declare hosts, or give an inventory" : DidYouMean.hint(term.text(), known));
            names.doubt("host");
        }
        return meant;
    }

    private Set<String> membersOf(String group) {
        Set<String> known = members.get(group);
        if (known != null) {
            return known;
        }
        Bound said = declaredGroups.get(group);
        if (said == null || !said.isKnown("members")) {
            names.doubt("host");
            return Set.of();
        }
        if (!beingResolved.add(group)) {
            diagnostics.error(said.call().at(), "group '" + group + "' contains itself: " + String.join(" -> ", beingResolved) + " -> " + group);
            names.doubt("host");
            return Set.of();
        }
        Set<String> resolved = chosen(said, "members");
        beingResolved.remove(group);
        members.put(group, resolved);
        return resolved;
    }

    private List<String> inOrder(Set<String> chosen) {
        return names.known("host").stream().filter(chosen::contains).toList();
    }

    Map<String, Group> groups() {
        Map<String, Group> groups = new LinkedHashMap<>();
        declaredGroups.forEach((name, said) -> groups.put(name, new Group(name, inOrder(membersOf(name)), said.at("name"))));
        return groups;
    }

    /** All hosts without errors, each with the variables of its groups: those of later groups win over earlier, its own over all. */
    Map<String, Host> hosts() {
        Map<String, Host> hosts = new LinkedHashMap<>();
        for (Bound said : declaredHosts) {
            if (said.isSound()) {
                Said.OfHost host = said.as(Said.OfHost.class);
                Map<String, Object> vars = new LinkedHashMap<>();
                declaredGroups.forEach((name, group) -> {
                    if (group.isSound() && membersOf(name).contains(host.name())) {
                        vars.putAll(group.as(Said.OfGroup.class).vars());
                    }
                });
                vars.putAll(host.vars());
                hosts.put(host.name(), new Host(host.name(), host.address(), host.port(), host.user(), beside(said, host.identityFile()),
                        beside(said, host.knownHosts()), host.connection(), vars, said.at("name")));
            }
        }
        return hosts;
    }

    private static String beside(Bound said, String file) {
        return file.isEmpty() || file.startsWith("~") ? file : said.call().source().path().resolveSibling(file).normalize().toString();
    }
}
