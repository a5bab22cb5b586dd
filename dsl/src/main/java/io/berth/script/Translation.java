package io.berth.script;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.AttributeExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.BooleanExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ClosureListExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.ElvisOperatorExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.LambdaExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NotExpression;
import org.codehaus.groovy.ast.expr.PostfixExpression;
import org.codehaus.groovy.ast.expr.PrefixExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.SpreadMapExpression;
import org.codehaus.groovy.ast.expr.TernaryExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.UnaryPlusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.AssertStatement;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.BreakStatement;
import org.codehaus.groovy.ast.stmt.ContinueStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.IfStatement;
import org.codehaus.groovy.ast.stmt.ReturnStatement;
import org.codehaus.groovy.ast.stmt.SwitchStatement;
import org.codehaus.groovy.ast.stmt.ThrowStatement;
import org.codehaus.groovy.ast.stmt.WhileStatement;

/** From Groovy's tree to ours, which has only what a playbook has a meaning for, and can be kept. */
final class Translation {

    private final GroovyFile file;

    private Translation(GroovyFile file) {
        this.file = file;
    }

    /** @param file one that {@link Subset} has looked through */
    static Tree of(GroovyFile file) {
        Translation translation = new Translation(file);
        return new Tree(file.module().getMethods().stream().map(translation::function).toList(),
                translation.statements(file.module().getStatementBlock().getStatements()));
    }

    private Tree.Function function(MethodNode function) {
        return new Tree.Function(function.getName(), parameters(function.getParameters()), statement(function.getCode()), GroovyFile.place(function));
    }

    private List<Expression.Parameter> parameters(Parameter[] written) {
        List<Expression.Parameter> parameters = new ArrayList<>();
        for (Parameter parameter : written) {
            Place at = GroovyFile.place(parameter);
            parameters.add(new Expression.Parameter(parameter.getName(),
                    parameter.hasInitialExpression() ? expression(parameter.getInitialExpression()) : new Expression.Nothing(at), at));
        }
        return parameters;
    }

    private List<Statement> statements(List<org.codehaus.groovy.ast.stmt.Statement> written) {
        return written.stream().map(this::statement).toList();
    }

    private Statement statement(org.codehaus.groovy.ast.stmt.Statement written) {
        Statement what = unlabelled(written, GroovyFile.place(written));
        return written.getStatementLabels() == null ? what : new Statement.Labelled(written.getStatementLabels().get(0), what, what.at());
    }

    private Statement unlabelled(org.codehaus.groovy.ast.stmt.Statement written, Place at) {
        if (written instanceof ExpressionStatement only) {
            return new Statement.Do(expression(only.getExpression()), at);
        } else if (written instanceof BlockStatement block) {
            return new Statement.Block(statements(block.getStatements()), at);
        } else if (written instanceof IfStatement choice) {
            return new Statement.If(expression(choice.getBooleanExpression()), statement(choice.getIfBlock()), statement(choice.getElseBlock()), at);
        } else if (written instanceof ForStatement loop) {
            return new Statement.ForEach(loop.getValueVariable() == null ? "" : loop.getValueVariable().getName(),
                    expression(loop.getCollectionExpression()), statement(loop.getLoopBlock()), at);
        } else if (written instanceof WhileStatement loop) {
            return new Statement.While(expression(loop.getBooleanExpression()), statement(loop.getLoopBlock()), at);
        } else if (written instanceof ReturnStatement returned) {
            return new Statement.Return(expression(returned.getExpression()), at);
        } else if (written instanceof BreakStatement) {
            return new Statement.Break(at);
        } else if (written instanceof ContinueStatement) {
            return new Statement.Continue(at);
        } else if (written instanceof SwitchStatement choice) {
            List<Statement.Case> cases = choice.getCaseStatements().stream()
                    .map(one -> new Statement.Case(expression(one.getExpression()), statement(one.getCode()))).toList();
            return new Statement.Switch(expression(choice.getExpression()), cases, statement(choice.getDefaultStatement()), at);
        } else if (written instanceof AssertStatement check) {
            return new Statement.Assert(expression(check.getBooleanExpression()), expression(check.getMessageExpression()), at);
        } else if (written instanceof ThrowStatement thrown) {
            return new Statement.Throw(message(thrown.getExpression()), at);
        }
        return new Statement.Nothing(at);
    }

    /** What {@code new RuntimeException('why')} says. */
    private Expression message(org.codehaus.groovy.ast.expr.Expression thrown) {
        Place at = GroovyFile.place(thrown);
        if (thrown instanceof ConstructorCallExpression made && made.getArguments() instanceof TupleExpression arguments) {
            return arguments.getExpressions().isEmpty()
                    ? new Expression.Constant(made.getType().getNameWithoutPackage(), at)
                    : expression(arguments.getExpression(0));
        }
        return new Expression.Refused(at);
    }

    private List<Expression> expressions(List<? extends org.codehaus.groovy.ast.expr.Expression> written) {
        return written.stream().map(this::expression).toList();
    }

    private Expression expression(org.codehaus.groovy.ast.expr.Expression written) {
        Place at = GroovyFile.place(written);
        if (file.refused().contains(written) || written instanceof AttributeExpression || written instanceof LambdaExpression
                || written instanceof ArrayExpression || written instanceof ClosureListExpression) {
            return new Expression.Refused(at);
        } else if (written instanceof ConstantExpression constant) {
            return constant(constant.getValue(), at);
        } else if (written instanceof VariableExpression name) {
            return new Expression.Name(name.getName(), at);
        } else if (written instanceof MethodCallExpression call) {
            return call(call, at);
        } else if (written instanceof PropertyExpression property) {
            return new Expression.Property(expression(property.getObjectExpression()), property.isSafe(), property.getPropertyAsString(),
                    GroovyFile.place(property.getProperty()), at);
        } else if (written instanceof GStringExpression text) {
            return new Expression.Text(text.getStrings().stream().map(part -> String.valueOf(part.getValue())).toList(), expressions(text.getValues()), at);
        } else if (written instanceof ClosureExpression closure) {
            Parameter[] parameters = closure.getParameters();
            return new Expression.Closure(parameters == null ? List.of() : parameters(parameters), parameters != null && parameters.length == 0,
                    statement(closure.getCode()), at);
        } else if (written instanceof ListExpression list) {
            return new Expression.ListOf(expressions(list.getExpressions()), at);
        } else if (written instanceof MapExpression map) {
            return map(map, false, at);
        } else if (written instanceof RangeExpression range) {
            return new Expression.Range(expression(range.getFrom()), expression(range.getTo()), range.isInclusive(), range.isExclusiveLeft(), at);
        } else if (written instanceof CastExpression cast) {
            return cast.isCoerce() ? new Expression.As(expression(cast.getExpression()), cast.getType().getNameWithoutPackage(), at) : new Expression.Refused(at);
        }
        return operation(written, at);
    }

    private Expression operation(org.codehaus.groovy.ast.expr.Expression written, Place at) {
        if (written instanceof DeclarationExpression declaration) {
            return declaration.getLeftExpression() instanceof VariableExpression variable
                    ? new Expression.Declaration(new Expression.Name(variable.getName(), GroovyFile.place(variable)), expression(declaration.getRightExpression()), at)
                    : new Expression.Refused(at);
        } else if (written instanceof BinaryExpression binary) {
            return new Expression.Binary(binary.getOperation().getText(), expression(binary.getLeftExpression()), expression(binary.getRightExpression()), at);
        } else if (written instanceof TernaryExpression choice) {
            Expression condition = expression(choice.getBooleanExpression().getExpression());
            return choice instanceof ElvisOperatorExpression
                    ? new Expression.Elvis(condition, expression(choice.getFalseExpression()), at)
                    : new Expression.Choice(condition, expression(choice.getTrueExpression()), expression(choice.getFalseExpression()), at);
        } else if (written instanceof BooleanExpression condition) {
            return new Expression.Truth(expression(condition.getExpression()), condition instanceof NotExpression, at);
        } else if (written instanceof UnaryMinusExpression minus) {
            return new Expression.Sign(true, expression(minus.getExpression()), at);
        } else if (written instanceof UnaryPlusExpression plus) {
            return new Expression.Sign(false, expression(plus.getExpression()), at);
        } else if (written instanceof PostfixExpression step) {
            return new Expression.Step(step.getOperation().getText().substring(1), false, expression(step.getExpression()), at);
        } else if (written instanceof PrefixExpression step) {
            return new Expression.Step(step.getOperation().getText().substring(1), true, expression(step.getExpression()), at);
        }
        return written instanceof EmptyExpression ? new Expression.Nothing(at) : new Expression.Refused(at);
    }

    private static Expression constant(Object value, Place at) {
        if (value instanceof Long || value instanceof BigInteger) {
            return new Expression.Constant(new BigInteger(value.toString()), at);
        } else if (value instanceof Number && !(value instanceof Integer)) {
            return new Expression.Constant(new BigDecimal(value.toString()), at);
        }
        boolean plain = value == null || value instanceof String || value instanceof Integer || value instanceof Boolean;
        return plain ? new Expression.Constant(value, at) : new Expression.Refused(at);
    }

    private Expression call(MethodCallExpression call, Place at) {
        List<org.codehaus.groovy.ast.expr.Expression> written = GroovyFile.arguments(call);
        List<Expression> arguments = new ArrayList<>();
        for (org.codehaus.groovy.ast.expr.Expression argument : written) {
            arguments.add(file.isNamedArguments(argument, written)
                    ? map((MapExpression) argument, true, GroovyFile.place(argument)) : expression(argument));
        }
        Place nameAt = GroovyFile.place(call.getMethod());
        if (!call.isImplicitThis()) {
            return new Expression.Ask(expression(call.getObjectExpression()), call.isSafe(), call.getMethodAsString(), nameAt, arguments, at);
        }
        boolean block = !written.isEmpty() && written.get(written.size() - 1) instanceof ClosureExpression closure && file.characterBefore(closure) != ',';
        return new Expression.Say(call.getMethodAsString(), nameAt, arguments, block, at);
    }

    private Expression map(MapExpression map, boolean arguments, Place at) {
        return new Expression.MapOf(map.getMapEntryExpressions().stream()
                .map(entry -> new Expression.Entry(entry.getKeyExpression() instanceof SpreadMapExpression
                        ? new Expression.Spread(GroovyFile.place(entry.getKeyExpression())) : expression(entry.getKeyExpression()),
                        expression(entry.getValueExpression()))).toList(), arguments, at);
    }
}
