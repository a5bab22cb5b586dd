package io.berth.script;

import java.util.List;

/**
 * A closure or function of a playbook, with the names it was written among.
 *
 * @param implicitIt whether it was written without parameters, so that its argument is {@code it}
 * @param at where it stands
 */
record Code(List<Expression.Parameter> parameters, boolean implicitIt, Statement body, Frame frame, Place at) {

    static Code of(Expression.Closure closure, Frame frame) {
        return new Code(closure.parameters(), closure.implicitIt(), closure.body(), frame, closure.at());
    }

    @Override
    public String toString() {
        return "{ … }";
    }
}
