package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.model.Playbook;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which hosts of a playbook a pattern on the command line means: the patterns that {@code on} takes in playbooks. */
public final class HostPattern {

    private HostPattern() {
    }

    /**
     * @param pattern names, globs, ranges, groups, {@code all}, {@code !excluded}; with commas between
     * @return names of hosts; never empty
     * @throws IllegalArgumentException if it makes no sense, or means no host; the message says what there is
     */
    public static Set<String> select(String pattern, Playbook playbook) {
        Set<String> chosen = new LinkedHashSet<>();
        try {
            boolean first = true;
            for (NamePattern term : NamePattern.listOf(pattern)) {
                Set<String> meant = meant(term, playbook);
                if (term.excluded()) {
                    if (first) {
                        chosen.addAll(playbook.hosts().keySet());
                    }
                    chosen.removeAll(meant);
                } else {
                    chosen.addAll(meant);
                }
                first = false;
            }
        } catch (Trouble trouble) {
            throw new IllegalArgumentException(trouble.getMessage(), trouble);
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException("'" + pattern + "' leaves no host");
        }
        return chosen;
    }

    private static Set<String> meant(NamePattern term, Playbook playbook) {
        if (term.text().equals("all")) {
            return playbook.hosts().keySet();
        }
        if (playbook.groups().containsKey(term.text())) {
            return new LinkedHashSet<>(playbook.groups().get(term.text()).hosts());
        }
        Set<String> meant = new LinkedHashSet<>(playbook.hosts().keySet().stream().filter(term::matches).toList());
        if (meant.isEmpty()) {
            List<String> known = new ArrayList<>(playbook.hosts().keySet());
            known.addAll(playbook.groups().keySet());
            throw new IllegalArgumentException("no host or group is called '" + term.text() + "': "
                    + DidYouMean.hint(term.text(), known));
        }
        return meant;
    }
}
