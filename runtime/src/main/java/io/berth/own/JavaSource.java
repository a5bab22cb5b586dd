package io.berth.own;

import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** A task type in Java, compiled by the JDK that runs berth, against what the author of a task type imports and nothing else. */
final class JavaSource {

    private JavaSource() {
    }

    /** @return whether it could be compiled; if not, why is said */
    static boolean compile(Path file, String text, Path classes, Diagnostics diagnostics) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            diagnostics.error(OwnTasks.at(file), "needs a JDK to be compiled, and berth is run by a JRE", "a task in Groovy needs none");
            return false;
        }
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(said, Locale.ROOT, StandardCharsets.UTF_8)) {
            standard.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            standard.setLocation(StandardLocation.CLASS_PATH, List.of(api()));
            boolean good = compiler.getTask(null, new OnlyApi(standard), said, List.of("-proc:none", "-parameters", "-Xlint:none"), null,
                    List.of(new Text(file, text))).call();
            said.getDiagnostics().stream().filter(one -> one.getKind() == Diagnostic.Kind.ERROR).forEach(one ->
                    diagnostics.error(place(file, one), one.getMessage(Locale.ROOT).lines().findFirst().orElse("cannot be compiled"),
                            one.getMessage(Locale.ROOT).lines().skip(1).map(String::strip).toArray(String[]::new)));
            return good;
        }
    }

    private static SourceRange place(Path file, Diagnostic<?> said) {
        int line = (int) Math.max(0, said.getLineNumber());
        int column = (int) Math.max(0, said.getColumnNumber());
        long length = said.getEndPosition() - said.getPosition();
        return new SourceRange(OwnTasks.shown(file), line, column, column + (int) Math.max(1, Math.min(length, 80)));
    }

    /** The jar, or directory, that has the API. */
    private static File api() {
        try {
            return new File(TaskType.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Text extends SimpleJavaFileObject {

        private final String text;

        Text(Path file, String text) {
            super(URI.create("string:///" + file.getFileName()), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Lets the compiler find the packages of the API, and of its jar no other. */
    private static final class OnlyApi extends ForwardingJavaFileManager<JavaFileManager> {

        OnlyApi(JavaFileManager all) {
            super(all);
        }

        @Override
        public Iterable<JavaFileObject> list(Location location, String name, Set<JavaFileObject.Kind> kinds, boolean recurse) throws IOException {
            return location == StandardLocation.CLASS_PATH && !ApiLoader.PACKAGES.contains(name)
                    ? List.of() : super.list(location, name, kinds, recurse);
        }
    }
}
