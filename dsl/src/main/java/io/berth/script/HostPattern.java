package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.model.Playbook;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Which hosts a pattern means, in playbooks and on the command line: what stands in it is told in docs/guide/inventories.md. */
public final class HostPattern {

    static final String ALL = "all";
    static final String UNGROUPED = "ungrouped";

    /** Hosts and groups that patterns are about. */
    interface Known {

        /** In the order of the inventory. */
        Set<String> hosts();

        Set<String> groups();

        /** Hosts of a group, in the order of the inventory. */
        Collection<String> members(String group);
    }

    private HostPattern() {
    }

    /**
     * @param pattern names, globs, ranges, groups, {@code all}, {@code ~regex}, {@code !excluded}, {@code &also}; with commas or
     *     colons between
     * @return names of hosts in the order of the inventory; never empty
     * @throws IllegalArgumentException if it makes no sense, or means no host; the message says what there is
     */
    public static Set<String> select(String pattern, Playbook playbook) {
        return select(pattern, playbook, word -> {
            throw new IllegalArgumentException("'@" + word + "' is known to --limit only");
        });
    }

    /**
     * The same, where {@code @word} means hosts too.
     *
     * @param at gives the patterns or names that stand for the word after {@code @}, those that are no host here among them;
     *     may throw IllegalArgumentException
     */
    public static Set<String> select(String pattern, Playbook playbook, Function<String, Set<String>> at) {
        Known known = known(playbook);
        try {
            Set<String> chosen = NamePattern.choose(NamePattern.listOf(pattern), known.hosts(), term -> term.text().startsWith("@")
                    ? at.apply(term.text().substring(1)) : meant(term, known));
            Set<String> inOrder = new LinkedHashSet<>(known.hosts());
            inOrder.retainAll(chosen);
            if (inOrder.isEmpty()) {
                throw new IllegalArgumentException("'" + pattern + "' leaves no host");
            }
            return inOrder;
        } catch (Trouble trouble) {
            List<String> hints = List.of(trouble.hints());
            throw new IllegalArgumentException(trouble.getMessage() + (hints.isEmpty() ? "" : ": " + String.join("; ", hints)), trouble);
        }
    }

    private static Known known(Playbook playbook) {
        return new Known() {
            @Override
            public Set<String> hosts() {
                return playbook.hosts().keySet();
            }

            @Override
            public Set<String> groups() {
                return playbook.groups().keySet();
            }

            @Override
            public Collection<String> members(String group) {
                return playbook.groups().get(group).hosts();
            }
        };
    }

    /**
     * The hosts that one term means, whatever its sign; none, if it names a group that has none.
     *
     * @throws Trouble if nothing is called so
     */
    static Collection<String> meant(NamePattern term, Known known) {
        if (term.text().startsWith("@")) {
            throw new Trouble("'" + term.text() + "' is known on the command line only");
        }
        if (isCalled(term.text(), known)) {
            return called(term.text(), known);
        }
        for (NamePattern.Subscript subscript : term.subscript()) {
            boolean rangeOfNames = subscript.likeNames() && known.hosts().stream().anyMatch(term::matches);
            if (!rangeOfNames && counts(subscript.base(), known)) {
                return counted(subscript, known);
            }
        }
        Set<String> meant = new LinkedHashSet<>();
        if (term.loose()) {
            known.groups().stream().filter(term::matches).forEach(group -> meant.addAll(known.members(group)));
        }
        known.hosts().stream().filter(term::matches).forEach(meant::add);
        if (meant.isEmpty() && (!term.loose() || known.groups().stream().noneMatch(term::matches))) {
            throw notFound(term.text(), known);
        }
        return meant;
    }

    private static boolean isCalled(String name, Known known) {
        return name.equals(ALL) && !known.hosts().isEmpty() || known.groups().contains(name) || name.equals(UNGROUPED);
    }

    private static Collection<String> called(String name, Known known) {
        if (known.groups().contains(name)) {
            return known.members(name);
        }
        Set<String> hosts = new LinkedHashSet<>(known.hosts());
        if (name.equals(UNGROUPED)) {
            known.groups().forEach(group -> known.members(group).forEach(hosts::remove));
        }
        return hosts;
    }

    /** Whether a subscript makes sense after it: after a group or a wildcard, not after a part of a name. */
    private static boolean counts(String base, Known known) {
        return isCalled(base, known) || base.contains("*") || base.contains("?");
    }

    private static Collection<String> counted(NamePattern.Subscript subscript, Known known) {
        List<String> all = new ArrayList<>(meant(NamePattern.listOf(subscript.base()).get(0), known));
        List<String> counted = subscript.of(all);
        if (counted.isEmpty()) {
            throw new Trouble("'" + subscript.base() + "' has " + all.size() + " hosts, and none there", "the first is [0]");
        }
        return counted;
    }

    private static Trouble notFound(String text, Known known) {
        List<String> names = new ArrayList<>(known.hosts());
        names.addAll(known.groups());
        String hint = text.equals("localhost") ? "this machine is declared as others are: host 'localhost', connection: 'local'"
                : names.isEmpty() ? "no host is known: declare hosts, or give an inventory" : DidYouMean.hint(text, names);
        return new Trouble("no host or group is called '" + text + "'", hint);
    }
}
