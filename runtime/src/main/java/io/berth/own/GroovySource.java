package io.berth.own;

import groovy.lang.GroovyClassLoader;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.io.IOException;
import java.nio.file.Path;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** A task type in Groovy, compiled by the compiler that berth has for playbooks. */
final class GroovySource {

    private GroovySource() {
    }

    /** @return whether it could be compiled; if not, why is said */
    static boolean compile(Path file, String text, Path classes, Diagnostics diagnostics) throws IOException {
        CompilerConfiguration how = new CompilerConfiguration();
        how.setTargetDirectory(classes.toFile());
        how.setParameters(true);
        how.setTargetBytecode(CompilerConfiguration.JDK17);
        try (GroovyClassLoader loader = new GroovyClassLoader(new ApiLoader(), how)) {
            CompilationUnit unit = new CompilationUnit(how, null, loader);
            unit.addSource(file.getFileName().toString(), text);
            unit.compile(Phases.OUTPUT);
            return true;
        } catch (MultipleCompilationErrorsException e) {
            e.getErrorCollector().getErrors().forEach(message -> say(file, message, diagnostics));
        } catch (CompilationFailedException e) {
            diagnostics.error(OwnTasks.at(file), "cannot be compiled: " + e.getMessage());
        }
        return false;
    }

    private static void say(Path file, Message message, Diagnostics diagnostics) {
        if (message instanceof SyntaxErrorMessage syntax) {
            SyntaxException cause = syntax.getCause();
            int line = Math.max(0, cause.getStartLine());
            int column = Math.max(0, cause.getStartColumn());
            int end = cause.getEndLine() == line ? Math.max(column + 1, cause.getEndColumn()) : column + 1;
            diagnostics.error(new SourceRange(OwnTasks.shown(file), line, column, end),
                    cause.getOriginalMessage().lines().map(String::strip).filter(part -> !part.isEmpty()).findFirst().orElse("cannot be compiled"));
        } else if (message instanceof ExceptionMessage exception) {
            diagnostics.error(OwnTasks.at(file), "cannot be compiled: " + exception.getCause().getMessage());
        }
    }
}
