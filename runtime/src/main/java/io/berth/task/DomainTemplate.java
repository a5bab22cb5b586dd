package io.berth.task;

import freemarker.core.XMLOutputFormat;
import io.berth.api.TaskFailure;
import io.berth.diag.Diagnostics;
import io.berth.diag.PlaybookException;
import io.berth.diag.SourceRange;
import io.berth.libvirt.Element;
import io.berth.libvirt.WrittenXml;
import io.berth.libvirt.XmlError;
import io.berth.model.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders a domain template. What it prints is escaped for XML. */
final class DomainTemplate {

    private DomainTemplate() {
    }

    /**
     * The rendered domain as its template writes it, or what is wrong: with the place in the template, or in the rendered text if only that is wrong.
     *
     * @param into gets the errors and the texts they quote
     */
    static Optional<WrittenXml> render(Template template, Map<String, Object> variables, Diagnostics into) {
        return new TemplateText(template.file(), template.text(), XMLOutputFormat.INSTANCE).render(variables, into).flatMap(text -> parse(template, variables, text, into));
    }

    /** The same, and whether it says of the disks what they are. @param disks as the template sees them */
    static Optional<WrittenXml> render(Template template, Map<String, Object> variables, List<Map<String, Object>> disks, Diagnostics into) {
        Optional<WrittenXml> rendered = render(template, variables, into);
        rendered.ifPresent(domain -> DomainDisks.check(template, domain.root(), disks, into));
        return rendered;
    }

    /** The same for a task that needs it. @throws TaskFailure with all that is wrong, if none comes of it */
    static WrittenXml rendered(Template template, Map<String, Object> variables, List<Map<String, Object>> disks) throws TaskFailure {
        Diagnostics diagnostics = new Diagnostics();
        return render(template, variables, disks, diagnostics)
                .orElseThrow(() -> new TaskFailure(new PlaybookException(diagnostics.all()).getMessage().strip(), "correct the template"));
    }

    private static Optional<WrittenXml> parse(Template template, Map<String, Object> variables, String text, Diagnostics into) {
        String name = String.valueOf(variables.get("name"));
        try {
            WrittenXml written = WrittenXml.of(text);
            Element domain = written.root();
            if (!domain.name().equals("domain")) {
                into.error(new SourceRange(template.file(), 0, 0, 0), "the template gives a <" + domain.name() + ">, not a <domain>");
                return Optional.empty();
            }
            if (!domain.textAt("name").equals(name)) {
                into.error(new SourceRange(template.file(), 0, 0, 0), "the template names the domain '" + domain.textAt("name")
                        + "', not as its slot", "write <name>${name}</name>");
                return Optional.empty();
            }
            return Optional.of(written);
        } catch (XmlError e) {
            String rendered = template.file() + " as rendered for " + name;
            into.source(rendered, text);
            into.error(new SourceRange(rendered, e.line(), e.column(), e.column() == 0 ? 0 : e.column() + 1),
                    "not well-formed XML: " + e.getMessage());
            return Optional.empty();
        }
    }
}
