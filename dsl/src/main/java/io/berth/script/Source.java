package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.expr.PropertyExpression;
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
record Source(String name, Path path, List<String> lines, ModuleNode module, Set<ASTNode> refused) {

    /** The parsed text, or nothing, and the syntax errors said. */
    static Optional<Source> parse(String name, Path path, String text, Diagnostics diagnostics) {
        diagnostics.source(name, text);
        List<String> lines = text.lines().toList();
        SourceUnit unit = SourceUnit.create(name, text);
        try {
            unit.parse();
            unit.completePhase();
            unit.nextPhase();
            unit.convert();
            return Optional.of(new Source(name, path, lines, unit.getAST(), Collections.newSetFromMap(new IdentityHashMap<>())));
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

    /** Where the node stands; of one that spans lines, its part on the first. */
    SourceRange at(ASTNode node) {
        int line = node.getLineNumber();
        if (line < 1 || line > lines.size()) {
            return new SourceRange(name, 0, 0, 0);
        }
        int column = Math.max(1, beginning(node).getColumnNumber());
        int length = lines.get(line - 1).stripTrailing().length();
        int end = node.getLastLineNumber() == line ? node.getLastColumnNumber() : length + 1;
        return new SourceRange(name, line, column, Math.max(column + 1, Math.min(end, length + 1)));
    }

    /** Where the node really begins: in a text, the parser lets {@code r.out} begin at its dot. */
    private static ASTNode beginning(ASTNode node) {
        return node instanceof PropertyExpression property && property.getObjectExpression().getLineNumber() == node.getLineNumber()
                && property.getObjectExpression().getColumnNumber() < node.getColumnNumber()
                ? beginning(property.getObjectExpression()) : node;
    }

    /** What is written there. */
    String text(ASTNode node) {
        int first = node.getLineNumber();
        int last = Math.min(node.getLastLineNumber(), lines.size());
        if (first < 1 || last < first) {
            return "";
        }
        String end = lines.get(last - 1).substring(0, Math.min(node.getLastColumnNumber() - 1, lines.get(last - 1).length()));
        if (first == last) {
            return end.substring(Math.min(beginning(node).getColumnNumber() - 1, end.length())).strip();
        }
        List<String> text = new ArrayList<>(lines.subList(first - 1, last - 1));
        text.set(0, text.get(0).substring(Math.min(node.getColumnNumber() - 1, text.get(0).length())));
        text.add(end);
        return String.join("\n", text).strip();
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
