package io.berth.script;

import io.berth.diag.SourceRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/**
 * A word with what was given to it.
 *
 * @param at where the word stands
 * @param source the file that says it
 * @param named by name; {@link Named#keyAt} is where the name stands
 * @param block the block behind it; one behind a comma is an argument as others
 */
record Call(String word, SourceRange at, Source source, List<Argument> positional, Map<String, Named> named, Optional<Code> block) {

    record Named(SourceRange keyAt, Argument argument) {
    }

    static Call of(Interpreter interpreter, MethodCallExpression call, Frame frame) {
        Source source = frame.source();
        List<Argument> positional = new ArrayList<>();
        Map<String, Named> named = new LinkedHashMap<>();
        Optional<Code> block = Optional.empty();
        List<Expression> arguments = arguments(call);
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = arguments.get(i);
            if (isNamedArguments(argument, arguments, source)) {
                for (MapEntryExpression entry : ((MapExpression) argument).getMapEntryExpressions()) {
                    addNamed(interpreter, entry, frame, named);
                }
            } else if (i == arguments.size() - 1 && argument instanceof ClosureExpression closure && source.characterBefore(closure) != ',') {
                block = Optional.of(Code.of(closure, frame));
            } else {
                positional.add(new Argument(interpreter, frame, argument));
            }
        }
        return new Call(call.getMethodAsString(), source.at(call.getMethod()), source, positional, named, block);
    }

    static List<Expression> arguments(MethodCallExpression call) {
        return call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of(call.getArguments());
    }

    /**
     * Whether the map stands for {@code name: value} arguments and is not a map written as one argument. The parser makes
     * a map of both; that of named arguments spans all arguments, or does not begin with a bracket.
     */
    static boolean isNamedArguments(Expression argument, List<Expression> all, Source source) {
        if (!(argument instanceof MapExpression)) {
            return false;
        }
        return argument instanceof NamedArgumentListExpression
                || source.firstCharacter(argument) != '['
                || all.stream().anyMatch(other -> other != argument && isInside(other, argument));
    }

    private static boolean isInside(ASTNode inner, ASTNode outer) {
        boolean beginsAfter = inner.getLineNumber() > outer.getLineNumber()
                || inner.getLineNumber() == outer.getLineNumber() && inner.getColumnNumber() >= outer.getColumnNumber();
        boolean endsBefore = inner.getLastLineNumber() < outer.getLastLineNumber()
                || inner.getLastLineNumber() == outer.getLastLineNumber() && inner.getLastColumnNumber() <= outer.getLastColumnNumber();
        return beginsAfter && endsBefore;
    }

    /** Names are plain words, and none comes twice: {@link Subset} and the parser have seen to that. */
    private static void addNamed(Interpreter interpreter, MapEntryExpression entry, Frame frame, Map<String, Named> named) {
        if (entry.getKeyExpression() instanceof ConstantExpression key && key.getValue() instanceof String name) {
            named.put(name, new Named(frame.source().at(key), new Argument(interpreter, frame, entry.getValueExpression())));
        }
    }
}
