package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.model.Playbook;
import io.berth.model.Slot;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Picks slots by their names as plays do: {@code w*}, {@code w[01-03]}, {@code all:!w02}. */
public final class SlotPattern {

    private SlotPattern() {
    }

    /**
     * In the order of their declaration.
     *
     * @throws IllegalArgumentException if the pattern is none, or means no slot
     */
    public static List<Slot> select(String pattern, Playbook playbook) {
        Collection<String> all = playbook.slots().keySet();
        Set<String> chosen;
        try {
            chosen = NamePattern.choose(NamePattern.listOf(pattern), all, term -> {
                List<String> meant = all.stream().filter(name -> term.text().equals("all") || term.matches(name)).toList();
                if (meant.isEmpty()) {
                    throw new IllegalArgumentException("no slot is called '" + term.text() + "': " + DidYouMean.hint(term.text(), all));
                }
                return meant;
            });
        } catch (Trouble trouble) {
            throw new IllegalArgumentException(trouble.getMessage(), trouble);
        }
        return playbook.slots().values().stream().filter(slot -> chosen.contains(slot.name())).toList();
    }
}
