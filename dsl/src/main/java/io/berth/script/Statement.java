package io.berth.script;

import java.util.List;

/** What a playbook writes on a line of its own. */
sealed interface Statement {

    Place at();

    record Do(Expression what, Place at) implements Statement {
    }

    record Block(List<Statement> statements, Place at) implements Statement {
    }

    /** {@code label: what}, which is how somebody writes a word who means {@code label what}. */
    record Labelled(String label, Statement what, Place at) implements Statement {
    }

    record If(Expression condition, Statement yes, Statement no, Place at) implements Statement {
    }

    record ForEach(String name, Expression many, Statement body, Place at) implements Statement {
    }

    record While(Expression condition, Statement body, Place at) implements Statement {
    }

    record Return(Expression value, Place at) implements Statement {
    }

    record Break(Place at) implements Statement {
    }

    record Continue(Place at) implements Statement {
    }

    record Switch(Expression value, List<Case> cases, Statement otherwise, Place at) implements Statement {
    }

    record Case(Expression value, Statement body) {
    }

    /** @param message comes to null where none is written */
    record Assert(Expression condition, Expression message, Place at) implements Statement {
    }

    record Throw(Expression message, Place at) implements Statement {
    }

    /** Nothing, or what a playbook has no meaning for. */
    record Nothing(Place at) implements Statement {
    }
}
