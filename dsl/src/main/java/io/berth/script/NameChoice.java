package io.berth.script;

import io.berth.diag.DidYouMean;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Picks names as plays do: {@code w*}, {@code w[01-03]}, {@code all:!w02}. */
public final class NameChoice {

    private NameChoice() {
    }

    /**
     * @param kind what is picked, as messages call it
     * @throws IllegalArgumentException if the pattern is none, or a part of it means nothing
     */
    public static Set<String> of(String kind, String pattern, Collection<String> all) {
        try {
            return NamePattern.choose(NamePattern.listOf(pattern), all, term -> {
                List<String> meant = all.stream().filter(name -> term.text().equals("all") || term.matches(name)).toList();
                if (meant.isEmpty()) {
                    throw new IllegalArgumentException("no " + kind + " is called '" + term.text() + "': " + DidYouMean.hint(term.text(), all));
                }
                return meant;
            });
        } catch (Trouble trouble) {
            throw new IllegalArgumentException(trouble.getMessage(), trouble);
        }
    }
}
