package io.berth.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ForStatement;

/** The names that a block of code takes from around it. */
final class LateNames extends CodeVisitorSupport {

    private final Set<String> own = new HashSet<>(Set.of("it"));
    private final List<VariableExpression> read = new ArrayList<>();
    private final List<MethodCallExpression> called = new ArrayList<>();

    private LateNames() {
    }

    static LateNames of(Code code) {
        LateNames names = new LateNames();
        names.declare(code.parameters());
        code.body().visit(names);
        names.read.removeIf(name -> names.own.contains(name.getName()));
        names.called.removeIf(call -> names.own.contains(call.getMethodAsString()));
        return names;
    }

    /** Each place where a name from around is read. */
    List<VariableExpression> read() {
        return read;
    }

    /** Each place where something from around is called. */
    List<MethodCallExpression> called() {
        return called;
    }

    private void declare(List<Parameter> parameters) {
        for (Parameter parameter : parameters) {
            own.add(parameter.getName());
            if (parameter.hasInitialExpression()) {
                parameter.getInitialExpression().visit(this);
            }
        }
    }

    @Override
    public void visitVariableExpression(VariableExpression name) {
        if (!name.isThisExpression()) {
            read.add(name);
        }
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        if (declaration.getLeftExpression() instanceof VariableExpression variable) {
            own.add(variable.getName());
        }
        declaration.getRightExpression().visit(this);
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        own.add(loop.getValueVariable().getName());
        super.visitForLoop(loop);
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        if (closure.getParameters() != null) {
            declare(List.of(closure.getParameters()));
        }
        closure.getCode().visit(this);
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        if (call.isImplicitThis() && call.getMethod() instanceof ConstantExpression) {
            called.add(call);
        } else {
            call.getObjectExpression().visit(this);
        }
        call.getArguments().visit(this);
    }
}
