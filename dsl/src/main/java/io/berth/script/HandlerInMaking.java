package io.berth.script;

import io.berth.diag.SourceRange;
import java.util.LinkedHashSet;
import java.util.Set;

/** A handler while its play is made. */
final class HandlerInMaking {

    private final String name;
    private final SourceRange at;
    private final Section section;
    private final Set<String> hosts = new LinkedHashSet<>();

    /** @param name unique in its play */
    HandlerInMaking(String name, SourceRange at, Section section) {
        this.name = name;
        this.at = at;
        this.section = section;
    }

    String name() {
        return name;
    }

    SourceRange at() {
        return at;
    }

    Section section() {
        return section;
    }

    /** The hosts of the tasks that notify it. */
    Set<String> hosts() {
        return hosts;
    }
}
