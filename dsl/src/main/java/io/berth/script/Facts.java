package io.berth.script;

import io.berth.diag.DidYouMean;
import io.berth.diag.SourceRange;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/** The facts of a host, or a part of them. One that is not there is an error where it is named behind a dot, not nothing as in other maps. */
final class Facts extends AbstractMap<String, Object> {

    private final String name;
    private final Map<String, Object> known;

    /** @param name how the playbook says it: {@code facts.os} */
    Facts(String name, Map<String, Object> known) {
        this.name = name;
        this.known = known;
    }

    @Override
    public Set<Map.Entry<String, Object>> entrySet() {
        return known.entrySet();
    }

    /** @throws Trouble if there is none, and it is not asked for with care */
    @SuppressWarnings("unchecked") // keys of facts are texts
    Object fact(String key, boolean careful, SourceRange at) {
        if (!known.containsKey(key) && !careful) {
            throw new Trouble(at, "there is no fact '" + name + "." + key + "'", DidYouMean.hint(key, known.keySet()),
                    "where it may be missing, ask for it as " + name + "?." + key);
        }
        Object value = known.get(key);
        return value instanceof Map<?, ?> part ? new Facts(name + "." + key, (Map<String, Object>) part) : value;
    }
}
