package io.berth.task;

import freemarker.core.Environment;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.core.XMLOutputFormat;
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
import io.berth.libvirt.Element;
import io.berth.libvirt.Xml;
import io.berth.libvirt.XmlError;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Renders a domain template. What it prints is escaped for XML; a variable that is not there is an error, all of them
 * are said at once; it reaches no Java object, class or file.
 */
final class DomainTemplate {

    private DomainTemplate() {
    }

    /**
     * The rendered domain, or what is wrong: with the place in the template, or in the rendered text if only that is wrong.
     *
     * @param into gets the errors and the texts they quote
     */
    static Optional<Element> render(io.berth.model.Template template, Map<String, Object> variables, Diagnostics into) {
        into.source(template.file(), template.text());
        return text(template, variables, into).flatMap(text -> parse(template, variables, text, into));
    }

    private static Optional<String> text(io.berth.model.Template template, Map<String, Object> variables, Diagnostics into) {
        StringWriter out = new StringWriter();
        List<TemplateException> errors = new ArrayList<>();
        List<String> hints = new ArrayList<>();
        try {
            Template parsed = new Template(template.file(), template.file(), new StringReader(template.text()), configuration());
            Environment environment = parsed.createProcessingEnvironment(variables, out);
            environment.setTemplateExceptionHandler((error, where, writer) -> {
                if (errors.stream().noneMatch(known -> known == error)) {
                    errors.add(error);
                    hints.add(hint(error, where));
                }
            });
            environment.process();
        } catch (ParseException e) {
            SourceRange at = range(template, e.getLineNumber(), e.getColumnNumber(), e.getColumnNumber() + 1);
            into.error(at, sentence(e.getEditorMessage()));
            return Optional.empty();
        } catch (TemplateException e) {
            errors.add(e);
            hints.add("");
        } catch (IOException e) {
            throw new IllegalStateException("a template in memory cannot be read", e);
        }
        for (int i = 0; i < errors.size(); i++) {
            report(template, errors.get(i), hints.get(i), into);
        }
        return errors.isEmpty() ? Optional.of(out.toString()) : Optional.empty();
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setOutputFormat(XMLOutputFormat.INSTANCE);
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

    private static void report(io.berth.model.Template template, TemplateException error, String hint, Diagnostics into) {
        boolean undefined = error instanceof InvalidReferenceException && error.getBlamedExpressionString() != null;
        String message = undefined ? "undefined variable '" + error.getBlamedExpressionString() + "'"
                : sentence(error.getMessageWithoutStackTop());
        SourceRange at = error.getLineNumber() == null ? new SourceRange(template.file(), 0, 0, 0)
                : range(template, error.getLineNumber(), error.getColumnNumber(),
                        error.getEndLineNumber().equals(error.getLineNumber()) ? error.getEndColumnNumber() + 1 : error.getColumnNumber() + 1);
        if (hint.isEmpty()) {
            into.error(at, message);
        } else {
            into.error(at, message, hint);
        }
    }

    private static SourceRange range(io.berth.model.Template template, int line, int column, int end) {
        return line < 1 || column < 1 ? new SourceRange(template.file(), Math.max(0, line), 0, 0)
                : new SourceRange(template.file(), line, column, Math.max(end, column + 1));
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

    private static String sentence(String message) {
        String first = message.strip().lines().findFirst().orElse("the template cannot be rendered").strip();
        int help = first.indexOf(". Help ");
        String said = help < 0 ? first : first.substring(0, help);
        return said.endsWith(".") || said.endsWith(":") ? said.substring(0, said.length() - 1) : said;
    }

    private static Optional<Element> parse(io.berth.model.Template template, Map<String, Object> variables, String text, Diagnostics into) {
        String name = String.valueOf(variables.get("name"));
        try {
            Element domain = Xml.parse(text);
            if (!domain.name().equals("domain")) {
                into.error(new SourceRange(template.file(), 0, 0, 0), "the template gives a <" + domain.name() + ">, not a <domain>");
                return Optional.empty();
            }
            if (!domain.textAt("name").equals(name)) {
                into.error(new SourceRange(template.file(), 0, 0, 0), "the template names the domain '" + domain.textAt("name")
                        + "', not as its slot", "write <name>${name}</name>");
                return Optional.empty();
            }
            return Optional.of(domain);
        } catch (XmlError e) {
            String rendered = template.file() + " as rendered for " + name;
            into.source(rendered, text);
            into.error(new SourceRange(rendered, e.line(), e.column(), e.column() == 0 ? 0 : e.column() + 1),
                    "not well-formed XML: " + e.getMessage());
            return Optional.empty();
        }
    }
}
