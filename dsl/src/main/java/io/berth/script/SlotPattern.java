package io.berth.script;

import io.berth.model.Playbook;
import io.berth.model.Slot;
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
        Set<String> chosen = NameChoice.of("slot", pattern, playbook.slots().keySet());
        return playbook.slots().values().stream().filter(slot -> chosen.contains(slot.name())).toList();
    }
}
