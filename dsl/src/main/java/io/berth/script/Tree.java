package io.berth.script;

import java.util.List;

/** What one file of a playbook says, whatever the file is called. */
record Tree(List<Function> functions, List<Statement> statements) {

    record Function(String name, List<Expression.Parameter> parameters, Statement body, Place at) {
    }
}
