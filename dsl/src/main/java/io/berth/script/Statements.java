package io.berth.script;

import io.berth.diag.Diagnostics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.AssertStatement;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.BreakStatement;
import org.codehaus.groovy.ast.stmt.CaseStatement;
import org.codehaus.groovy.ast.stmt.ContinueStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.SwitchStatement;
import org.codehaus.groovy.ast.stmt.ThrowStatement;
import org.codehaus.groovy.ast.stmt.WhileStatement;

/** What statements do. */
final class Statements {

    private static final List<String> ASSIGNMENTS = List.of("=", "+=", "-=", "*=", "/=", "%=", "<<");
    private static final Flow NOTHING = new Flow.Ended(null);

    private final Interpreter interpreter;
    private final Expressions expressions;
    private final Diagnostics diagnostics;

    Statements(Interpreter interpreter, Expressions expressions, Diagnostics diagnostics) {
        this.interpreter = interpreter;
        this.expressions = expressions;
        this.diagnostics = diagnostics;
    }

    /** Runs a file to its end, or to a {@code return}. What an error ended goes on with the next statement. */
    void file(BlockStatement body, Frame frame) {
        for (Statement statement : body.getStatements()) {
            Flow flow = run(statement, frame);
            if (flow instanceof Flow.Returned returned && !Unknown.is(returned.value())) {
                return;
            }
            sayIfUseless(statement, flow, frame);
        }
    }

    /** Runs a block of words, whose value nobody uses. */
    void block(Statement body, Frame frame) {
        for (Statement statement : parts(body)) {
            if (statement.getStatementLabels() != null) {
                interpreter.misspelt(statement.getStatementLabels().get(0), statement, frame);
            }
            Flow flow = run(statement, frame);
            if (!(flow instanceof Flow.Ended)) {
                return;
            }
            sayIfUseless(statement, flow, frame);
        }
    }

    /** The value of a closure or function. */
    Object result(Statement body, Frame frame) {
        List<Statement> parts = parts(body);
        Object last = null;
        for (int i = 0; i < parts.size(); i++) {
            Flow flow = run(parts.get(i), frame);
            if (flow instanceof Flow.Returned returned) {
                return returned.value();
            }
            if (i < parts.size() - 1) {
                sayIfUseless(parts.get(i), flow, frame);
            }
            last = flow instanceof Flow.Ended ended ? ended.value() : null;
        }
        return last;
    }

    private static List<Statement> parts(Statement body) {
        return body instanceof BlockStatement block ? block.getStatements() : List.of(body);
    }

    /** A value that nobody takes is a slip of the pen: {@code autostart} without its value, a block on a line of its own. */
    private void sayIfUseless(Statement statement, Flow flow, Frame frame) {
        if (statement instanceof ExpressionStatement only && flow instanceof Flow.Ended ended && !Unknown.is(ended.value())
                && statement.getStatementLabels() == null && !hasEffect(only.getExpression())) {
            diagnostics.error(frame.source().at(only.getExpression()), "this does nothing");
        }
    }

    private static boolean hasEffect(Expression written) {
        return written instanceof MethodCallExpression || written instanceof DeclarationExpression
                || written instanceof PostfixExpression || written instanceof PrefixExpression || written instanceof TernaryExpression
                || written instanceof BinaryExpression binary && ASSIGNMENTS.contains(binary.getOperation().getText());
    }

    private Flow run(Statement statement, Frame frame) {
        if (statement instanceof ExpressionStatement only) {
            return new Flow.Ended(interpreter.value(only.getExpression(), frame));
        } else if (statement instanceof BlockStatement block) {
            return runAll(block.getStatements(), frame.inner());
        } else if (statement instanceof IfStatement choice) {
            Object condition = interpreter.value(choice.getBooleanExpression(), frame);
            return Unknown.is(condition) ? new Flow.Ended(condition)
                    : run(Values.truth(condition) ? choice.getIfBlock() : choice.getElseBlock(), frame);
        } else if (statement instanceof ForStatement loop) {
            return forEach(loop, frame);
        } else if (statement instanceof WhileStatement loop) {
            return runWhile(loop, frame);
        } else if (statement instanceof ReturnStatement returned) {
            return new Flow.Returned(interpreter.value(returned.getExpression(), frame));
        } else if (statement instanceof BreakStatement) {
            return Flow.Jump.BREAK;
        } else if (statement instanceof ContinueStatement) {
            return Flow.Jump.CONTINUE;
        } else if (statement instanceof SwitchStatement choice) {
            return chosen(choice, frame);
        } else if (statement instanceof AssertStatement check) {
            return checked(check, frame);
        } else if (statement instanceof ThrowStatement thrown) {
            return thrown(thrown, frame);
        }
        return NOTHING;
    }

    private Flow runAll(List<Statement> statements, Frame frame) {
        Flow last = NOTHING;
        for (Statement statement : statements) {
            last = run(statement, frame);
            if (!(last instanceof Flow.Ended)) {
                return last;
            }
        }
        return last;
    }

    private Flow forEach(ForStatement loop, Frame frame) {
        Object many = interpreter.value(loop.getCollectionExpression(), frame);
        for (Object element : elements(many, loop, frame)) {
            Frame inner = frame.inner();
            inner.declare(loop.getValueVariable().getName(), element);
            Flow flow = run(loop.getLoopBlock(), inner);
            if (flow instanceof Flow.Returned) {
                return flow;
            }
            if (flow == Flow.Jump.BREAK) {
                break;
            }
        }
        return NOTHING;
    }

    private List<Object> elements(Object many, ForStatement loop, Frame frame) {
        if (Unknown.is(many)) {
            return List.of(many);
        }
        if (many instanceof List<?> list) {
            return new ArrayList<>(list);
        }
        if (many instanceof Map<?, ?> map) {
            List<Object> entries = new ArrayList<>();
            map.forEach((key, value) -> entries.add(MapMethods.entry(key, value)));
            return entries;
        }
        diagnostics.error(frame.source().at(loop.getCollectionExpression()), "there is nothing to go through in " + Values.describe(many));
        return List.of();
    }

    private Flow runWhile(WhileStatement loop, Frame frame) {
        while (true) {
            Object condition = interpreter.value(loop.getBooleanExpression(), frame);
            if (Unknown.is(condition) || !Values.truth(condition)) {
                return NOTHING;
            }
            Flow flow = run(loop.getLoopBlock(), frame);
            if (flow instanceof Flow.Returned) {
                return flow;
            }
            if (flow == Flow.Jump.BREAK) {
                return NOTHING;
            }
        }
    }

    /** From the first case that fits on, until a {@code break}. */
    private Flow chosen(SwitchStatement choice, Frame frame) {
        Object value = interpreter.value(choice.getExpression(), frame);
        if (Unknown.is(value)) {
            return new Flow.Ended(value);
        }
        List<Statement> rest = new ArrayList<>();
        for (CaseStatement one : choice.getCaseStatements()) {
            if (!rest.isEmpty() || fits(value, interpreter.value(one.getExpression(), frame))) {
                rest.add(one.getCode());
            }
        }
        rest.add(choice.getDefaultStatement());
        Flow flow = runAll(rest, frame.inner());
        return flow == Flow.Jump.BREAK ? NOTHING : flow;
    }

    /** As a case of Groovy's: the value itself, one of a list, a key of a map, what a closure says yes to. */
    private boolean fits(Object value, Object wanted) {
        if (wanted instanceof Code code) {
            return Values.truth(interpreter.call(code, value));
        }
        return wanted instanceof List<?> || wanted instanceof Map<?, ?>
                ? Operators.binary("in", value, wanted).equals(true)
                : Values.equal(value, wanted);
    }

    private Flow checked(AssertStatement check, Frame frame) {
        Object condition = interpreter.value(check.getBooleanExpression(), frame);
        if (!Unknown.is(condition) && !Values.truth(condition)) {
            Object message = interpreter.value(check.getMessageExpression(), frame);
            diagnostics.error(frame.source().at(check.getBooleanExpression()),
                    message == null ? "the assertion does not hold" : Values.display(message));
            return new Flow.Returned(Unknown.VALUE);
        }
        return NOTHING;
    }

    private Flow thrown(ThrowStatement thrown, Frame frame) {
        Expression what = thrown.getExpression();
        Object message = Unknown.VALUE;
        if (what instanceof ConstructorCallExpression made && made.getArguments() instanceof TupleExpression arguments) {
            message = arguments.getExpressions().isEmpty()
                    ? made.getType().getNameWithoutPackage()
                    : interpreter.value(arguments.getExpression(0), frame);
        }
        if (!Unknown.is(message)) {
            diagnostics.error(frame.source().at(thrown), Values.display(message));
        }
        return new Flow.Returned(Unknown.VALUE);
    }
}
