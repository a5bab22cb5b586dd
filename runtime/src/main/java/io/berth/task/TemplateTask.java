package io.berth.task;

import freemarker.core.PlainTextOutputFormat;
import io.berth.api.Change;
import io.berth.api.Footprint;
import io.berth.api.Param;
import io.berth.api.Scope;
import io.berth.api.TaskFailure;
import io.berth.api.TaskType;
import io.berth.diag.Diagnostic;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.Answer;
import io.berth.model.Bytes;
import io.berth.model.Command;
import io.berth.model.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file of a host that is rendered from a FreeMarker template of the controller. A template sees:
 *
 * <pre>
 * the variables of the host, each by its name
 * vars        all of them, for names that are no words
 * host        name, address
 * hosts       of each host of the playbook, by name: name, address, vars
 * groups      of each group, by name: the names of its hosts
 * facts       of the host
 * </pre>
 */
final class TemplateTask implements TaskType<TemplateTask.Template> {

    private static final Pattern FACTS = Pattern.compile("\\bfacts\\b");

    /** @param src relative: from the playbook's directory */
    public record Template(
            @Param(doc = "the template, a file of the controller, from the playbook's directory", required = true, positional = true)
            String src,
            @Param(doc = "where the text goes on the host, from the root on; with '/' at its end: into that directory, under the "
                    + "template's name without .ftl", required = true) String to,
            @Param(doc = "permissions: octal as in '0644', or letters as in 'u=rw,go=r'; none: those it has, 0644 for a new file") String mode,
            @Param(doc = "owner, by name or number; none: as it is") String owner,
            @Param(doc = "owning group, by name or number; none: as it is") String group,
            @Param(doc = "whether a file that is replaced is kept beside, with the time and ~ at the end of its name",
                    fallback = "false") boolean backup,
            @Param(doc = "program and arguments that check the new file, its last argument, before it takes its place, as in 'visudo -cf'")
            List<String> validate,
            @Param(doc = "whether, where 'to' is a link, the file it leads to is written; else the file takes the link's place",
                    fallback = "false") boolean follow,
            @Param(doc = "whether changes of the text are shown", fallback = "true") boolean diff) {

        public Template {
            validate = List.copyOf(validate);
        }

        PlacedFile.Options options() {
            return new PlacedFile.Options(new Ownership(mode, owner, group), backup, PlacedFile.Options.words(validate), follow, diff);
        }

        String path() {
            return to.endsWith("/") ? HostPath.in(HostPath.plain(to), HostPath.name("/" + src).replaceFirst("\\.ftl$", "")) : HostPath.plain(to);
        }
    }

    @Override
    public String word() {
        return "template";
    }

    @Override
    public Class<Template> parameters() {
        return Template.class;
    }

    @Override
    public String doc() {
        return "Renders a FreeMarker template with the host's variables and facts into a file.";
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public boolean wantsFacts(Template template, Scope scope) {
        try {
            return FACTS.matcher(Files.readString(scope.file(template.src()))).find();
        } catch (IOException e) {
            // check says so
            return false;
        }
    }

    @Override
    public String name(Template template) {
        return template.path();
    }

    @Override
    public Footprint footprint(Template template, Scope scope) {
        return HostPath.footprint(scope, template.path());
    }

    @Override
    public void check(Template template, Scope scope, SourceRange at, Diagnostics into) {
        HostPath.check("to", template.to(), at, into);
        template.options().check(at, into);
        Path src = scope.file(template.src());
        if (!Files.isRegularFile(src)) {
            into.error(at, "there is no template '" + template.src() + "'", "looked for " + src);
            return;
        }
        try {
            rendered(template, scope, wantsFacts(template, scope) && scope.facts().isEmpty() ? "facts" : "", into);
        } catch (IOException e) {
            into.error(at, "cannot read the template '" + template.src() + "'", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<Command> observe(Template template, Scope scope) {
        try {
            return List.of(placed(template, scope).observe());
        } catch (TaskFailure e) {
            // change says why
            return List.of();
        }
    }

    @Override
    public Change change(Template template, Scope scope, List<Answer> seen) throws TaskFailure {
        PlacedFile placed = placed(template, scope);
        return placed.change(seen.get(0));
    }

    private static PlacedFile placed(Template template, Scope scope) throws TaskFailure {
        Diagnostics wrong = new Diagnostics();
        try {
            Optional<String> text = rendered(template, scope, "", wrong);
            if (text.isPresent()) {
                return new PlacedFile(template.path(), Content.of(Bytes.of(text.get())), template.options());
            }
        } catch (IOException e) {
            throw new TaskFailure("cannot read the template '" + template.src() + "': " + e.getMessage(), "");
        }
        throw new TaskFailure(said(wrong), "mend the template");
    }

    /** All that is wrong with a template, on one line. */
    static String said(Diagnostics wrong) {
        return wrong.all().stream().map(TemplateTask::said).collect(Collectors.joining("; "));
    }

    /** A template's text with the values that this task gives templates; empty: what is wrong has been said. */
    static Optional<String> text(Path src, String template, Scope scope, Diagnostics into) {
        return new TemplateText(shown(src), template, PlainTextOutputFormat.INSTANCE).render(variables(scope), "", into);
    }

    private static String said(Diagnostic wrong) {
        return wrong.at() + ": " + wrong.message() + wrong.hints().stream().map(hint -> " (" + hint + ")").collect(Collectors.joining());
    }

    private static Optional<String> rendered(Template template, Scope scope, String unknown, Diagnostics into) throws IOException {
        Path src = scope.file(template.src());
        String text = Files.readString(src);
        return new TemplateText(shown(src), text, PlainTextOutputFormat.INSTANCE).render(variables(scope), unknown, into);
    }

    /** As diagnostics name files: from the working directory, where that is shorter. */
    private static String shown(Path src) {
        Path here = Path.of("").toAbsolutePath();
        return src.startsWith(here) ? here.relativize(src).toString() : src.toString();
    }

    private static Map<String, Object> variables(Scope scope) {
        Map<String, Object> variables = new LinkedHashMap<>();
        scope.variables().forEach((name, value) -> variables.put(name, DomainVariables.plain(value)));
        variables.put("vars", DomainVariables.plain(scope.variables()));
        variables.put("host", host(scope.host()));
        Map<String, Object> hosts = new LinkedHashMap<>();
        scope.playbook().hosts().forEach((name, host) -> hosts.put(name, host(host)));
        variables.put("hosts", hosts);
        Map<String, Object> groups = new LinkedHashMap<>();
        scope.playbook().groups().forEach((name, group) -> groups.put(name, group.hosts()));
        variables.put("groups", groups);
        if (!scope.facts().isEmpty()) {
            variables.put("facts", DomainVariables.plain(scope.facts()));
        }
        return variables;
    }

    private static Map<String, Object> host(Host host) {
        return Map.of("name", host.name(), "address", host.address(), "vars", DomainVariables.plain(host.vars()));
    }
}
