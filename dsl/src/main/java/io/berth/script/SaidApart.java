package io.berth.script;

import io.berth.model.Guest;
import java.util.Optional;

/**
 * How guests of a series are kept apart, as a playbook says it.
 *
 * @param by a variable of hosts, or {@link Guest.Placement#HOSTS}; empty: they are not
 */
record SaidApart(String by) {

    static final SaidApart NOT = new SaidApart("");

    /** Empty if it is neither a truth value nor a name. */
    static Optional<SaidApart> of(Object value) {
        if (value instanceof Boolean apart) {
            return Optional.of(apart ? new SaidApart(Guest.Placement.HOSTS) : NOT);
        }
        return value instanceof String variable && variable.matches("[A-Za-z_][A-Za-z0-9_]*") ? Optional.of(new SaidApart(variable)) : Optional.empty();
    }
}
