package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.SourceRange;
import io.berth.diag.Diagnostics;
import io.berth.model.Slot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The slots of a playbook, once all its declarations are known: plays ask for them by name and pattern. */
final class Slots {

    private final Diagnostics diagnostics;
    private final Names names;
    private final Map<String, Slot> all = new LinkedHashMap<>();
    private final Set<String> broken = new LinkedHashSet<>();

    Slots(Diagnostics diagnostics, Names names) {
        this.diagnostics = diagnostics;
        this.names = names;
    }

    void add(Slot slot) {
        all.put(slot.name(), slot);
    }

    /** Adds a slot whose declaration has errors: it can be named, and nothing more is asked of it. */
    void addBroken(Slot slot) {
        add(slot);
        broken.add(slot.name());
    }

    boolean isBroken(Slot slot) {
        return broken.contains(slot.name());
    }

    Map<String, Slot> all() {
        return all;
    }

    /** The slot that the argument is or names, or {@link Unknown}, and why is said. */
    Object read(String word, Argument argument) {
        Object value = argument.value();
        if (value instanceof Slot || Unknown.is(value)) {
            return value;
        }
        if (!(value instanceof String name)) {
            diagnostics.error(argument.at(), "'" + word + "' wants a slot or its name, not " + Values.describe(value));
            return Unknown.VALUE;
        }
        check(name, argument.at());
        return all.containsKey(name) ? all.get(name) : Unknown.VALUE;
    }

    /** Says where there is no such slot. */
    void check(String name, SourceRange at) {
        if (!all.containsKey(name) && !names.isDoubtful("slot")) {
            diagnostics.error(at, "there is no slot '" + name + "'", DidYouMean.hint(name, all.keySet()));
        }
    }

    /** The word {@code slots('w*')} of plays: a list of slots in the order of their declaration. */
    Object matching(Call call) {
        if (call.positional().isEmpty() || !call.named().isEmpty() || call.block().isPresent()) {
            diagnostics.error(call.at(), "in a play, 'slots' takes patterns only: slots('w*')", "slots are declared at the top of a playbook");
            return Unknown.VALUE;
        }
        Set<String> chosen = new LinkedHashSet<>();
        boolean known = true;
        for (Argument argument : call.positional()) {
            known &= choose(argument, chosen);
        }
        return known ? new ArrayList<Object>(all.values().stream().filter(slot -> chosen.contains(slot.name())).toList()) : Unknown.VALUE;
    }

    private boolean choose(Argument argument, Set<String> chosen) {
        Object value = argument.value();
        if (!(value instanceof String text)) {
            if (!Unknown.is(value)) {
                diagnostics.error(argument.at(), "'slots' wants a pattern such as 'w*', not " + Values.describe(value));
            }
            return false;
        }
        List<NamePattern> terms;
        try {
            terms = NamePattern.listOf(text);
        } catch (Trouble trouble) {
            diagnostics.error(argument.at(), trouble.getMessage(), trouble.hints());
            return false;
        }
        boolean known = true;
        for (NamePattern term : terms) {
            List<String> meant = all.keySet().stream().filter(name -> term.text().equals("all") || term.matches(name)).toList();
            if (meant.isEmpty()) {
                known = false;
                if (!names.isDoubtful("slot")) {
                    diagnostics.error(argument.at(), "no slot is called '" + term.text() + "'", DidYouMean.hint(term.text(), all.keySet()));
                }
            } else {
                switch (term.sign()) {
                    case ADD -> chosen.addAll(meant);
                    case KEEP_ONLY -> chosen.retainAll(meant);
                    case TAKE_AWAY -> meant.forEach(chosen::remove);
                }
            }
        }
        return known;
    }
}
