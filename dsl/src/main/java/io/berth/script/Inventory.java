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
import java.util.Optional;
import java.util.Set;

/** Hosts and groups, and which of them a pattern means. */
final class Inventory {

    private final Diagnostics diagnostics;
    private final Names names;
    private final List<Bound> declaredHosts = new ArrayList<>();
    private final Map<String, Bound> declaredGroups = new LinkedHashMap<>();
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Set<String> beingResolved = new LinkedHashSet<>();
    /** How often a pattern could not be resolved; what follows from that is not said. */
    private int troubles;

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

    /** The hosts that the patterns of that part mean, in the order of the inventory. Empty: there is none, and that is said. */
    List<String> match(Bound said, String part) {
        return inOrder(chosen(said, part));
    }

    private Set<String> chosen(Bound said, String part) {
        Set<String> chosen = new LinkedHashSet<>();
        List<?> texts = said.find(part, List.class).orElse(List.of());
        int troublesBefore = troubles;
        boolean first = true;
        for (int i = 0; i < texts.size(); i++) {
            SourceRange at = said.at(part + "[" + i + "]");
            for (NamePattern term : terms((String) texts.get(i), at)) {
                Set<String> meant = meant(term, at);
                if (term.excluded()) {
                    chosen.addAll(first ? names.known("host") : Set.of());
                    chosen.removeAll(meant);
                } else {
                    chosen.addAll(meant);
                }
                first = false;
            }
        }
        if (chosen.isEmpty() && !texts.isEmpty() && troubles == troublesBefore) {
            trouble(said.at(part), "no host is left when all that is excluded is taken away");
        }
        return chosen;
    }

    private List<NamePattern> terms(String text, SourceRange at) {
        try {
            return NamePattern.listOf(text);
        } catch (Trouble trouble) {
            trouble(at, trouble.getMessage(), trouble.hints());
            return List.of();
        }
    }

    private void trouble(SourceRange at, String message, String... hints) {
        troubles++;
        diagnostics.error(at, message, hints);
    }

    private Set<String> meant(NamePattern term, SourceRange at) {
        Set<String> hosts = names.known("host");
        if (term.text().equals("all") && !hosts.isEmpty()) {
            return hosts;
        }
        if (names.known("group").contains(term.text())) {
            Set<String> meant = membersOf(term.text());
            troubles += meant.isEmpty() ? 1 : 0;
            return meant;
        }
        Set<String> meant = new LinkedHashSet<>(hosts.stream().filter(term::matches).toList());
        if (meant.isEmpty() && names.isPresumed(term.text())) {
            troubles++;
        } else if (meant.isEmpty()) {
            List<String> known = new ArrayList<>(hosts);
            known.addAll(names.known("group"));
            trouble(at, "no host or group is called '" + term.text() + "'",
                    known.isEmpty() ? "no host is known: declare hosts, or give an inventory" : DidYouMean.hint(term.text(), known));
        }
        return meant;
    }

    private Set<String> membersOf(String group) {
        Set<String> known = members.get(group);
        if (known != null) {
            return known;
        }
        Bound said = declaredGroups.get(group);
        if (!beingResolved.add(group)) {
            trouble(said.call().at(), "group '" + group + "' contains itself: " + String.join(" -> ", beingResolved) + " -> " + group);
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
                        beside(said, host.knownHosts()), host.connection(), Optional.empty(), vars, said.at("name")));
            }
        }
        return hosts;
    }

    private static String beside(Bound said, String file) {
        return file.isEmpty() || file.startsWith("~") ? file : said.call().source().path().resolveSibling(file).normalize().toString();
    }
}
