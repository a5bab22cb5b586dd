package io.berth.script;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Variables of the caller; they win over all others.
 *
 * @param values by name: a text becomes what the playbook's default is, {@code 2GiB} a size, {@code 30s} a duration
 * @param unasked names of those that the playbook need not have, since they come from a file that is for others too
 */
public record Given(Map<String, Object> values, Set<String> unasked) {

    public static final Given NOTHING = new Given(Map.of(), Set.of());

    public Given {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        unasked = Set.copyOf(unasked);
    }
}
