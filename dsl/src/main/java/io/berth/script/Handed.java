package io.berth.script;

import io.berth.model.Become;
import io.berth.model.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is handed down to a task by all that stands around it: the nearest wins, conditions and tags add up.
 *
 * @param on empty: nobody said
 */
record Handed(Optional<List<String>> on, Set<String> tags, List<Condition> when, Optional<Become> become, Map<String, String> env,
              String directory, Optional<Duration> timeout, Optional<Integer> retries, Optional<Duration> delay, Map<String, Object> vars) {

    static final Handed NOTHING = new Handed(Optional.empty(), Set.of(), List.of(), Optional.empty(), Map.of(), "", Optional.empty(),
            Optional.empty(), Optional.empty(), Map.of());

    /** With what is said nearer. */
    Handed with(Bound said, Inventory inventory) {
        Set<String> allTags = new LinkedHashSet<>(tags);
        said.list("tags").forEach(tag -> allTags.add((String) tag));
        return new Handed(
                said.says("on") ? Optional.of(inventory.match(said, "on")) : on,
                allTags, conditions(said), become(said), merged(env, said, "env"), said.text("directory").orElse(directory),
                said.says("timeout") ? said.find("timeout", Duration.class) : timeout,
                said.says("retries") ? said.find("retries", Integer.class) : retries,
                said.says("delay") ? said.find("delay", Duration.class) : delay,
                merged(vars, said, "vars"));
    }

    /** With variables that win over those from further out. */
    Handed with(Map<String, Object> nearer) {
        Map<String, Object> all = new LinkedHashMap<>(vars);
        all.putAll(nearer);
        return new Handed(on, tags, when, become, env, directory, timeout, retries, delay, all);
    }

    List<Condition> conditions(Bound said) {
        List<Condition> all = new ArrayList<>(when);
        said.condition("when").ifPresent(all::add);
        return all;
    }

    /** Somebody said {@code false}: nobody. */
    Optional<Become> become(Bound said) {
        return said.says("become") && said.known().get("become") instanceof Optional<?> who ? who.map(Become.class::cast) : become;
    }

    @SuppressWarnings("unchecked") // the kinds of these parts have texts as keys, and as values what the map here has
    static <V> Map<String, V> merged(Map<String, V> further, Bound said, String part) {
        Map<String, V> all = new LinkedHashMap<>(further);
        all.putAll((Map<String, V>) said.map(part));
        return all;
    }
}
