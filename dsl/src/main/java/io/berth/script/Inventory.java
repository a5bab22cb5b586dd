package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Group;
import io.berth.model.Host;
import io.berth.model.InventorySource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hosts and groups, of playbooks and of other inventories together, and which hosts a pattern means. */
final class Inventory implements HostPattern.Known {

    /** All that is said of one host, or of one group: in playbooks and elsewhere. */
    private record Parts<L>(List<Bound> said, List<L> listed, SourceRange at) {
        Parts(SourceRange at) {
            this(new ArrayList<>(), new ArrayList<>(), at);
        }
    }

    private final Diagnostics diagnostics;
    private final Names names;
    private final Map<String, Parts<InventorySource.ListedHost>> hosts = new LinkedHashMap<>();
    private final Map<String, Parts<InventorySource.ListedGroup>> groups = new LinkedHashMap<>();
    /** {@code all} and {@code ungrouped}, which need not be declared and may have variables. */
    private final Map<String, Precedence.Layers> always = new LinkedHashMap<>();
    /** Names of groups that inventories put into {@code all}. */
    private final Set<String> saidTop = new HashSet<>();
    private final Map<String, Set<String>> members = new HashMap<>();
    private final Set<String> variables = new LinkedHashSet<>();
    private final Set<String> beingResolved = new LinkedHashSet<>();
    /** How often a pattern could not be resolved; what follows from that is not said. */
    private int troubles;

    Inventory(Diagnostics diagnostics, Names names) {
        this.diagnostics = diagnostics;
        this.names = names;
        always.put(HostPattern.ALL, Precedence.Layers.empty());
        always.put(HostPattern.UNGROUPED, Precedence.Layers.empty());
    }

    void addHost(String name, Bound host) {
        hosts.computeIfAbsent(name, fresh -> new Parts<>(host.at("name"))).said().add(host);
    }

    void addGroup(String name, Bound group) {
        groups.computeIfAbsent(name, fresh -> new Parts<>(group.at("name"))).said().add(group);
    }

    void add(InventorySource.Listed inventory) {
        for (InventorySource.ListedHost host : inventory.hosts()) {
            names.declare("host", host.name(), host.at());
            hosts.computeIfAbsent(host.name(), fresh -> new Parts<>(host.at())).listed().add(host);
        }
        for (InventorySource.ListedGroup group : inventory.groups()) {
            if (always.containsKey(group.name())) {
                always.get(group.name()).add(group.vars());
                saidTop.addAll(group.children());
            } else {
                names.declare("group", group.name(), group.at());
                groups.computeIfAbsent(group.name(), fresh -> new Parts<>(group.at())).listed().add(group);
            }
        }
    }

    /** Looks into all groups, so that what is wrong in one that nobody uses is said too. */
    void resolveGroups() {
        groups.keySet().forEach(this::members);
    }

    /** The hosts that the patterns of that part mean, in the order of the inventory. Empty: there is none, and that is said. */
    List<String> match(Bound said, String part) {
        return inOrder(chosen(said, part));
    }

    private Set<String> chosen(Bound said, String part) {
        Map<NamePattern, SourceRange> terms = terms(said, part);
        int troublesBefore = troubles;
        Set<String> chosen = terms.isEmpty() ? Set.of()
                : NamePattern.choose(List.copyOf(terms.keySet()), hosts(), term -> meant(term, terms.get(term)));
        if (chosen.isEmpty() && !terms.isEmpty() && troubles == troublesBefore) {
            trouble(said.at(part), "no host is left when all that is excluded is taken away");
        }
        return chosen;
    }

    private Map<NamePattern, SourceRange> terms(Bound said, String part) {
        List<?> texts = said.find(part, List.class).orElse(List.of());
        Map<NamePattern, SourceRange> terms = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) {
            SourceRange at = said.at(part + "[" + i + "]");
            try {
                NamePattern.listOf((String) texts.get(i)).forEach(term -> terms.put(term, at));
            } catch (Trouble trouble) {
                trouble(at, trouble.getMessage(), trouble.hints());
            }
        }
        return terms;
    }

    private void trouble(SourceRange at, String message, String... hints) {
        troubles++;
        diagnostics.error(at, message, hints);
    }

    private Collection<String> meant(NamePattern term, SourceRange at) {
        int troublesBefore = troubles;
        try {
            Collection<String> meant = HostPattern.meant(term, this);
            if (meant.isEmpty() && troubles == troublesBefore && isSettled(term.text())) {
                trouble(at, "'" + term.text() + "' has no host");
            } else if (meant.isEmpty()) {
                troubles++;
            }
            return meant;
        } catch (Trouble trouble) {
            if (names.isPresumed(term.text())) {
                troubles++;
            } else {
                trouble(at, trouble.getMessage(), trouble.hints());
            }
            return Set.of();
        }
    }

    /** Whether that a group has no host is not due to an error in it, which is said. */
    private boolean isSettled(String group) {
        return !groups.containsKey(group) || groups.get(group).said().isEmpty();
    }

    @Override
    public Set<String> hosts() {
        return names.known("host");
    }

    @Override
    public Set<String> groups() {
        return names.known("group");
    }

    @Override
    public Set<String> members(String group) {
        Set<String> known = members.get(group);
        if (known != null) {
            return known;
        }
        Parts<InventorySource.ListedGroup> parts = groups.get(group);
        if (parts == null) {
            return Set.of(); // a declaration with errors
        }
        if (!beingResolved.add(group)) {
            trouble(parts.at(), "group '" + group + "' contains itself: " + String.join(" -> ", beingResolved) + " -> " + group);
            return Set.of();
        }
        Set<String> resolved = new LinkedHashSet<>();
        for (InventorySource.ListedGroup listed : parts.listed()) {
            resolved.addAll(listed.hosts());
            listed.children().forEach(child -> resolved.addAll(members(child)));
        }
        parts.said().forEach(said -> resolved.addAll(chosen(said, "members")));
        beingResolved.remove(group);
        Set<String> inOrder = new LinkedHashSet<>(inOrder(resolved));
        members.put(group, inOrder);
        return inOrder;
    }

    private List<String> inOrder(Set<String> chosen) {
        return hosts().stream().filter(chosen::contains).toList();
    }

    Map<String, Group> all() {
        Map<String, Set<String>> children = new LinkedHashMap<>();
        groups.keySet().forEach(name -> children.put(name, children(name)));
        Set<String> inOthers = new HashSet<>();
        children.values().forEach(inOthers::addAll);
        Map<String, Group> all = new LinkedHashMap<>();
        groups.forEach((name, parts) -> {
            Set<String> own = new LinkedHashSet<>();
            parts.listed().forEach(listed -> own.addAll(listed.hosts()));
            parts.said().forEach(said -> own.addAll(own(said, children.get(name))));
            all.put(name, new Group(name, List.copyOf(members(name)), List.copyOf(children.get(name)), List.copyOf(own),
                    saidTop.contains(name) || !inOthers.contains(name), parts.at()));
        });
        return all;
    }

    /** Names of the groups that stand in a group whole: not those of which it takes only some hosts. */
    private Set<String> children(String group) {
        Set<String> children = new LinkedHashSet<>();
        groups.get(group).listed().forEach(listed -> children.addAll(listed.children()));
        for (Bound said : groups.get(group).said()) {
            Set<NamePattern> terms = terms(said, "members").keySet();
            if (terms.stream().allMatch(term -> term.sign() == NamePattern.Sign.ADD)) {
                terms.stream().map(NamePattern::text).filter(groups::containsKey).forEach(children::add);
            }
        }
        return children;
    }

    private Set<String> own(Bound said, Set<String> children) {
        Map<NamePattern, SourceRange> terms = terms(said, "members");
        if (terms.keySet().stream().anyMatch(term -> term.sign() != NamePattern.Sign.ADD)) {
            return chosen(said, "members");
        }
        Set<String> own = new LinkedHashSet<>();
        terms.forEach((term, at) -> own.addAll(children.contains(term.text()) ? Set.of() : meant(term, at)));
        return own;
    }

    /** Names of the variables of all hosts and groups. To be asked for after {@link #hosts(Map)}. */
    Set<String> variables() {
        return variables;
    }

    /** All hosts without errors, each with its variables. To be asked for when no group has an error. */
    Map<String, Host> hosts(Map<String, Object> given) {
        Map<String, Group> all = all();
        List<Precedence.Ranked> ranked = ranked(all);
        Set<String> grouped = new LinkedHashSet<>();
        all.values().forEach(group -> grouped.addAll(group.hosts()));
        Map<String, Host> made = new LinkedHashMap<>();
        hosts.forEach((name, parts) -> {
            if (parts.said().stream().allMatch(Bound::isSound)) {
                List<Precedence.Ranked> ofHost = ranked.stream().filter(group -> switch (group.name()) {
                    case HostPattern.ALL -> true;
                    case HostPattern.UNGROUPED -> !grouped.contains(name);
                    default -> members(group.name()).contains(name);
                }).toList();
                Precedence.Layers own = Precedence.Layers.empty();
                parts.listed().forEach(listed -> own.add(listed.vars()));
                parts.said().forEach(said -> {
                    Said.OfHost host = said.as(Said.OfHost.class);
                    own.add(host.vars(), said.at("vars"));
                    own.add(host.ipmi().isEmpty() ? Map.of() : Map.of("ipmi", host.ipmi()), said.at("ipmi"));
                });
                Map<String, HostVariable> merged = Precedence.merged(ofHost, own);
                variables.addAll(merged.keySet());
                made.put(name, new HostInMaking(name, parts.said(), merged, given, diagnostics).host(parts.at()));
            }
        });
        return made;
    }

    private List<Precedence.Ranked> ranked(Map<String, Group> all) {
        List<Precedence.Ranked> ranked = new ArrayList<>();
        ranked.add(new Precedence.Ranked(HostPattern.ALL, 0, 1, 0, always.get(HostPattern.ALL)));
        ranked.add(new Precedence.Ranked(HostPattern.UNGROUPED, 1, 1, 0, always.get(HostPattern.UNGROUPED)));
        Map<String, Integer> depths = new HashMap<>();
        int order = 0;
        for (String name : all.keySet()) {
            Parts<InventorySource.ListedGroup> parts = groups.get(name);
            Precedence.Layers layers = Precedence.Layers.empty();
            parts.listed().forEach(listed -> layers.add(listed.vars()));
            parts.said().stream().filter(Bound::isSound)
                    .forEach(said -> layers.add(said.as(Said.OfGroup.class).vars(), said.at("vars")));
            variables.addAll(layers.names());
            int priority = parts.listed().stream().mapToInt(InventorySource.ListedGroup::priority).reduce(1, (first, last) -> last);
            ranked.add(new Precedence.Ranked(name, depth(name, all, depths, 0), priority, parts.said().isEmpty() ? 0 : ++order, layers));
        }
        return ranked;
    }

    /** One more than of the deepest group that it stands in; groups that stand in one another have been said. */
    private static int depth(String group, Map<String, Group> all, Map<String, Integer> known, int steps) {
        if (known.containsKey(group) || steps > all.size()) {
            return known.getOrDefault(group, 1);
        }
        int depth = 1 + all.values().stream().filter(parent -> parent.children().contains(group))
                .mapToInt(parent -> depth(parent.name(), all, known, steps + 1)).max().orElse(0);
        known.put(group, depth);
        return depth;
    }
}
