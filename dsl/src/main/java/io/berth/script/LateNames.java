package io.berth.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The names that a block of code takes from around it. */
final class LateNames {

    private final Set<String> own = new HashSet<>(Set.of("it"));
    private final List<Expression.Name> read = new ArrayList<>();
    private final List<Expression.Say> called = new ArrayList<>();

    private LateNames() {
    }

    static LateNames of(Code code) {
        LateNames names = new LateNames();
        names.declare(code.parameters());
        names.look(code.body());
        names.read.removeIf(name -> names.own.contains(name.name()));
        names.called.removeIf(call -> names.own.contains(call.name()));
        return names;
    }

    /** Each place where a name from around is read. */
    List<Expression.Name> read() {
        return read;
    }

    /** Each place where something from around is called. */
    List<Expression.Say> called() {
        return called;
    }

    private void declare(List<Expression.Parameter> parameters) {
        for (Expression.Parameter parameter : parameters) {
            own.add(parameter.name());
            look(parameter.initial());
        }
    }

    private void look(Statement statement) {
        if (statement instanceof Statement.Block block) {
            block.statements().forEach(this::look);
        } else if (statement instanceof Statement.Do only) {
            look(only.what());
        } else if (statement instanceof Statement.Labelled labelled) {
            look(labelled.what());
        } else if (statement instanceof Statement.If choice) {
            look(choice.condition());
            look(choice.yes());
            look(choice.no());
        } else if (statement instanceof Statement.ForEach loop) {
            own.add(loop.name());
            look(loop.many());
            look(loop.body());
        } else if (statement instanceof Statement.While loop) {
            look(loop.condition());
            look(loop.body());
        } else if (statement instanceof Statement.Return returned) {
            look(returned.value());
        } else if (statement instanceof Statement.Switch choice) {
            look(choice.value());
            for (Statement.Case one : choice.cases()) {
                look(one.value());
                look(one.body());
            }
            look(choice.otherwise());
        } else if (statement instanceof Statement.Assert check) {
            look(check.condition());
            look(check.message());
        } else if (statement instanceof Statement.Throw thrown) {
            look(thrown.message());
        }
    }

    private void look(Expression expression) {
        if (expression instanceof Expression.Name name) {
            if (!name.name().equals("this")) {
                read.add(name);
            }
        } else if (expression instanceof Expression.Declaration declaration) {
            own.add(declaration.name().name());
            look(declaration.value());
        } else if (expression instanceof Expression.Closure closure) {
            declare(closure.parameters());
            look(closure.body());
        } else if (expression instanceof Expression.Say said) {
            called.add(said);
            said.arguments().forEach(this::look);
        } else {
            expression.parts().forEach(this::look);
        }
    }
}
