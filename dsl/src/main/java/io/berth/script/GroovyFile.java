package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/**
 * A file of a playbook, parsed by Groovy's own parser and not compiled: no name is resolved, no transformation runs, no
 * class comes to be.
 *
 * @param name the file as diagnostics name it
 * @param refused expressions that {@link Subset} refused and that would have a value all the same; it is not asked for
 */
record GroovyFile(String name, List<String> lines, ModuleNode module, Set<ASTNode> refused) {

    /** The parsed text, or nothing, and the syntax errors said. */
    static Optional<GroovyFile> parse(String name, String text, Diagnostics diagnostics) {
        List<String> lines = text.lines().toList();
        SourceUnit unit = SourceUnit.create(name, text);
        try {
            unit.parse();
            unit.completePhase();
            unit.nextPhase();
            unit.convert();
            return Optional.of(new GroovyFile(name, lines, unit.getAST(), Collections.newSetFromMap(new IdentityHashMap<>())));
        } catch (MultipleCompilationErrorsException e) {
            for (Object message : e.getErrorCollector().getErrors()) {
                if (message instanceof SyntaxErrorMessage syntax) {
                    sayWrong(name, lines, syntax.getCause(), diagnostics);
                }
            }
        } catch (CompilationFailedException e) {
            String why = e.getCause() instanceof StackOverflowError ? "is nested too deeply to be read" : "cannot be parsed: " + e.getMessage();
            diagnostics.error(new SourceRange(name, 0, 0, 0), why);
        } catch (StackOverflowError e) {
            diagnostics.error(new SourceRange(name, 0, 0, 0), "is nested too deeply to be read");
        }
        return Optional.empty();
    }

    private static void sayWrong(String name, List<String> lines, SyntaxException cause, Diagnostics diagnostics) {
        String message = cause.getOriginalMessage().lines().findFirst().orElse("");
        int line = Math.max(0, cause.getStartLine());
        int column = Math.max(0, cause.getStartColumn());
        boolean atEnd = line > lines.size() || line == lines.size() && column > lines.get(line - 1).length();
        if (message.startsWith("Unexpected") && atEnd) {
            int last = Math.max(1, lines.size());
            int end = lines.isEmpty() ? 1 : lines.get(last - 1).length() + 1;
            diagnostics.error(new SourceRange(name, last, end, end), "unexpected end of the file", "is a brace, bracket or quote left open?");
            return;
        }
        int end = cause.getEndLine() == line ? cause.getEndColumn() : 0;
        if (line < 1 || line > lines.size() || column < 1) {
            diagnostics.error(new SourceRange(name, line, column, Math.max(column, end)), message.isEmpty() ? "syntax error" : message);
            return;
        }
        String text = lines.get(line - 1);
        SourceRange at = new SourceRange(name, line, column, Math.max(column, Math.min(Math.max(column + 1, end), text.length() + 1)));
        if (message.startsWith("token recognition error")) {
            diagnostics.error(at, "this makes no sense to Groovy", "is a quote left open?");
        } else if (message.startsWith("Unexpected")) {
            diagnostics.error(at, "unexpected '" + text.charAt(Math.min(column, text.length()) - 1) + "'");
        } else {
            diagnostics.error(at, message.isEmpty() ? "syntax error" : message);
        }
    }

    SourceRange at(ASTNode node) {
        return Source.at(name, lines, place(node));
    }

    static Place place(ASTNode node) {
        return node.getLineNumber() < 1 ? Place.NOWHERE
                : new Place(node.getLineNumber(), beginning(node).getColumnNumber(), node.getLastLineNumber(), node.getLastColumnNumber());
    }

    /** Where the node really begins: in a text, the parser lets {@code r.out} begin at its dot. */
    private static ASTNode beginning(ASTNode node) {
        return node instanceof PropertyExpression property && property.getObjectExpression().getLineNumber() == node.getLineNumber()
                && property.getObjectExpression().getColumnNumber() < node.getColumnNumber()
                ? beginning(property.getObjectExpression()) : node;
    }

    static List<Expression> arguments(MethodCallExpression call) {
        return call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of(call.getArguments());
    }

    /**
     * Whether the map stands for {@code name: value} arguments and is not a map written as one argument. The parser makes
     * a map of both; that of named arguments spans all arguments, or does not begin with a bracket.
     */
    boolean isNamedArguments(Expression argument, List<Expression> all) {
        return argument instanceof MapExpression && (argument instanceof NamedArgumentListExpression
                || firstCharacter(argument) != '['
                || all.stream().anyMatch(other -> other != argument && isInside(other, argument)));
    }

    private static boolean isInside(ASTNode inner, ASTNode outer) {
        boolean beginsAfter = inner.getLineNumber() > outer.getLineNumber()
                || inner.getLineNumber() == outer.getLineNumber() && inner.getColumnNumber() >= outer.getColumnNumber();
        boolean endsBefore = inner.getLastLineNumber() < outer.getLastLineNumber()
                || inner.getLastLineNumber() == outer.getLastLineNumber() && inner.getLastColumnNumber() <= outer.getLastColumnNumber();
        return beginsAfter && endsBefore;
    }

    /** The last character that says something before the node; 0 at the beginning of the file. */
    char characterBefore(ASTNode node) {
        for (int line = node.getLineNumber(); line >= 1 && line <= lines.size(); line--) {
            String text = lines.get(line - 1);
            String before = line == node.getLineNumber() ? text.substring(0, Math.min(Math.max(0, node.getColumnNumber() - 1), text.length())) : text;
            if (!before.isBlank()) {
                return before.stripTrailing().charAt(before.stripTrailing().length() - 1);
            }
        }
        return 0;
    }

    /** The character at which the node begins; 0 when the node has no place. */
    char firstCharacter(ASTNode node) {
        int line = node.getLineNumber();
        int column = node.getColumnNumber();
        boolean known = line > 0 && line <= lines.size() && column > 0 && column <= lines.get(line - 1).length();
        return known ? lines.get(line - 1).charAt(column - 1) : 0;
    }
}
