package io.berth.script;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that can be given to a word.
 *
 * @param all by name
 * @param late names of those that may also be given as code that waits for the run: {@code content: { r.out }}
 */
record Parts(Map<String, Shape.Part> all, Set<String> late) {

    @SafeVarargs
    static Parts of(Class<? extends Record>... types) {
        Map<String, Shape.Part> all = new LinkedHashMap<>();
        for (Class<? extends Record> type : types) {
            Shape.of(type).parts().forEach(part -> all.put(part.name(), part));
        }
        return new Parts(all, Set.of());
    }

    static Parts of(Collection<Shape.Part> parts) {
        Map<String, Shape.Part> all = new LinkedHashMap<>();
        parts.forEach(part -> all.put(part.name(), part));
        return new Parts(all, Set.of());
    }

    /** The parts of a group; they may be late where the group may. */
    static Parts of(Shape shape, boolean late) {
        Parts parts = of(shape.parts());
        return late ? parts.allLate() : parts;
    }

    Parts allLate() {
        return new Parts(all, Set.copyOf(all.keySet()));
    }

    /** These and others, which are not late. */
    Parts and(Parts others) {
        Map<String, Shape.Part> union = new LinkedHashMap<>(all);
        union.putAll(others.all);
        return new Parts(union, late);
    }

    Parts without(String name) {
        Map<String, Shape.Part> rest = new LinkedHashMap<>(all);
        rest.remove(name);
        return new Parts(rest, late);
    }

    List<Shape.Part> positional() {
        return all.values().stream().filter(Shape.Part::positional).toList();
    }

    Set<String> names() {
        return new LinkedHashSet<>(all.keySet());
    }
}
