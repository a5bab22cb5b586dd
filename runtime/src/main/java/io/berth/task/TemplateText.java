package io.berth.task;

import freemarker.core.Environment;
import freemarker.core.InvalidReferenceException;
import freemarker.core.OutputFormat;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateHashModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateModelIterator;
import io.berth.diag.Diagnostics;
import io.berth.diag.DidYouMean;
import io.berth.diag.SourceRange;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A FreeMarker template. A variable that is not there is an error, all of them are said at once; it reaches no Java object,
 * class or file.
 *
 * @param file as diagnostics name it
 * @param format how what it prints is escaped
 */
record TemplateText(String file, String text, OutputFormat format) {

    /** The text, or what is wrong with the template. */
    Optional<String> render(Map<String, Object> variables, Diagnostics into) {
        return render(variables, "", into);
    }

    /**
     * The same while one of the variables is not known yet.
     *
     * @param unknown its name; empty: all are known. Nothing is said of what may be wrong for want of it only
     */
    Optional<String> render(Map<String, Object> variables, String unknown, Diagnostics into) {
        into.source(file, text);
        StringWriter out = new StringWriter();
        List<TemplateException> errors = new ArrayList<>();
        List<String> hints = new ArrayList<>();
        try {
            Template parsed = new Template(file, file, new StringReader(text), configuration());
            Environment environment = parsed.createProcessingEnvironment(variables, out);
            environment.setTemplateExceptionHandler((error, where, writer) -> {
                if (errors.stream().noneMatch(known -> known == error)) {
                    errors.add(error);
                    hints.add(hint(error, where));
                }
            });
            environment.process();
        } catch (ParseException e) {
            SourceRange at = range(e.getLineNumber(), e.getColumnNumber(), e.getColumnNumber() + 1);
            into.error(at, sentence(e.getEditorMessage()));
            return Optional.empty();
        } catch (TemplateException e) {
            errors.add(e);
            hints.add("");
        } catch (IOException e) {
            throw new IllegalStateException("a template in memory cannot be read", e);
        }
        for (int i = 0; i < errors.size() && (unknown.isEmpty() || !blames(errors.get(i), unknown)); i++) {
            report(errors.get(i), hints.get(i), into);
        }
        return errors.isEmpty() ? Optional.of(out.toString()) : Optional.empty();
    }

    private Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setOutputFormat(format);
        configuration.setAutoEscapingPolicy(Configuration.ENABLE_IF_SUPPORTED_AUTO_ESCAPING_POLICY);
        configuration.setInterpolationSyntax(Configuration.DOLLAR_INTERPOLATION_SYNTAX);
        configuration.setAPIBuiltinEnabled(false);
        configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        configuration.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setBooleanFormat("c");
        configuration.setLogTemplateExceptions(false);
        configuration.setWrapUncheckedExceptions(true);
        return configuration;
    }

    private void report(TemplateException error, String hint, Diagnostics into) {
        boolean undefined = error instanceof InvalidReferenceException && error.getBlamedExpressionString() != null;
        String message = undefined ? "undefined variable '" + error.getBlamedExpressionString() + "'"
                : sentence(error.getMessageWithoutStackTop());
        SourceRange at = error.getLineNumber() == null ? new SourceRange(file, 0, 0, 0)
                : range(error.getLineNumber(), error.getColumnNumber(),
                        error.getEndLineNumber().equals(error.getLineNumber()) ? error.getEndColumnNumber() + 1 : error.getColumnNumber() + 1);
        if (hint.isEmpty()) {
            into.error(at, message);
        } else {
            into.error(at, message, hint);
        }
    }

    private SourceRange range(int line, int column, int end) {
        return line < 1 || column < 1 ? new SourceRange(file, Math.max(0, line), 0, 0)
                : new SourceRange(file, line, column, Math.max(end, column + 1));
    }

    /** For an undefined name: which one may have been meant, among those known where it stands. */
    private static String hint(TemplateException error, Environment environment) {
        String expression = error.getBlamedExpressionString();
        if (!(error instanceof InvalidReferenceException) || expression == null || !expression.matches("\\w+(\\.\\w+)*")) {
            return "";
        }
        try {
            String[] path = expression.split("\\.");
            List<String> known = new ArrayList<>();
            if (path.length == 1) {
                for (Object name : environment.getKnownVariableNames()) {
                    known.add(String.valueOf(name));
                }
                // the old transforms that FreeMarker brings along are meant by nobody
                known.removeIf(environment.getConfiguration().getSharedVariableNames()::contains);
            } else {
                TemplateModel parent = environment.getVariable(path[0]);
                for (int i = 1; i < path.length - 1 && parent instanceof TemplateHashModel hash; i++) {
                    parent = hash.get(path[i]);
                }
                addKeys(parent, known);
            }
            return DidYouMean.hint(path[path.length - 1], known.stream().distinct().toList());
        } catch (TemplateModelException e) {
            return "";
        }
    }

    private static void addKeys(TemplateModel model, List<String> into) throws TemplateModelException {
        if (model instanceof TemplateHashModelEx hash) {
            for (TemplateModelIterator keys = hash.keys().iterator(); keys.hasNext(); ) {
                into.add(keys.next().toString());
            }
        }
    }

    private static boolean blames(TemplateException error, String variable) {
        String expression = error.getBlamedExpressionString();
        return expression == null || expression.matches("(?s)" + variable + "\\b.*");
    }

    private static String sentence(String message) {
        String first = message.strip().lines().findFirst().orElse("the template cannot be rendered").strip();
        int help = first.indexOf(". Help ");
        String said = help < 0 ? first : first.substring(0, help);
        return said.endsWith(".") || said.endsWith(":") ? said.substring(0, said.length() - 1) : said;
    }
}
