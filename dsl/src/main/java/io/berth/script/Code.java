package io.berth.script;

import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * A closure or function of a playbook, with the names it was written among.
 *
 * @param implicitIt whether it was written without parameters, so that its argument is {@code it}
 * @param written where it stands
 */
record Code(List<Parameter> parameters, boolean implicitIt, Statement body, Frame frame, ASTNode written) {

    static Code of(ClosureExpression closure, Frame frame) {
        Parameter[] written = closure.getParameters();
        boolean implicitIt = written != null && written.length == 0;
        return new Code(written == null ? List.of() : List.of(written), implicitIt, closure.getCode(), frame, closure);
    }

    @Override
    public String toString() {
        return "{ … }";
    }
}
