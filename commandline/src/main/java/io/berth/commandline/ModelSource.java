package io.berth.commandline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/** What is told of one class: its source. An annotation that says what this does not know is an error of the compilation. */
final class ModelSource {

    static final String PICOCLI = "picocli.CommandLine.";

    private static final List<String> OF_FIELDS = List.of("Option", "Parameters", "Mixin", "ArgGroup", "Spec");
    private static final String VERBS = "io.berth.cli.Verbs.Are";

    private final TypeElement of;
    private final ProcessingEnvironment around;
    private final StringBuilder text = new StringBuilder();

    ModelSource(TypeElement of, ProcessingEnvironment around) {
        this.of = of;
        this.around = around;
    }

    String text() {
        Optional<Annotation> command = annotation(of, "Command");
        boolean called = command.isPresent() && !of.getModifiers().contains(Modifier.ABSTRACT);
        line("package " + around.getElementUtils().getPackageOf(of).getQualifiedName() + ";");
        line("");
        for (String used : List.of("ArgGroupSpec", "CommandSpec", "OptionSpec", "PositionalParamSpec")) {
            line("import picocli.CommandLine.Model." + used + ";");
        }
        line("");
        line("/** What picocli is told of {@link " + of.getSimpleName() + "}. Written from its annotations by the compiler. */");
        line("final class " + of.getSimpleName() + "Model" + (called ? " extends Model" : "") + " {");
        if (called) {
            begin();
        }
        verbs();
        line("");
        line("    static void tell(CommandSpec spec, " + of.getSimpleName() + " it) {");
        above().ifPresent(above -> line("        " + above + "Model.tell(spec, it);"));
        command.ifPresent(this::command);
        fields(of).forEach(this::field);
        line("    }");
        line("}");
        return text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void begin() {
        line("");
        line("    @Override");
        line("    CommandSpec spec() {");
        line("        " + of.getSimpleName() + " it = new " + of.getSimpleName() + "();");
        line("        CommandSpec spec = CommandSpec.wrapWithoutInspection(it);");
        line("        tell(spec, it);");
        line("        return spec;");
        line("    }");
    }

    private void verbs() {
        Annotation.of(of, VERBS).ifPresent(verbs -> {
            line("");
            line("    @Override");
            line("    java.util.List<Class<? extends Action>> verbs() {");
            line("        return java.util.List.of(" + verbs.texts("value").stream().map(verb -> verb + ".class").collect(Collectors.joining(", ")) + ");");
            line("    }");
        });
    }

    /** The class that it extends, if that has a model. */
    private Optional<String> above() {
        TypeElement above = element(of.getSuperclass());
        boolean told = annotation(above, "Command").isPresent() || !fields(above).isEmpty();
        return told ? Optional.of(above.getSimpleName().toString()) : Optional.empty();
    }

    private static TypeElement element(TypeMirror type) {
        return (TypeElement) ((DeclaredType) type).asElement();
    }

    private static List<VariableElement> fields(TypeElement of) {
        return ElementFilter.fieldsIn(of.getEnclosedElements()).stream()
                .filter(field -> OF_FIELDS.stream().anyMatch(name -> annotation(field, name).isPresent())).toList();
    }

    private static Optional<Annotation> annotation(Element element, String name) {
        return Annotation.of(element, PICOCLI + name);
    }

    private void command(Annotation said) {
        only(said, of, "name", "description", "hidden", "versionProvider", "scope", "exitCodeListHeading", "exitCodeList");
        if (said.has("name")) {
            line("        spec.name(" + literal(said.text("name")) + ");");
        }
        if (said.has("versionProvider")) {
            line("        spec.versionProvider(new " + said.text("versionProvider") + "());");
        }
        if (said.has("scope")) {
            line("        spec.scopeType(picocli.CommandLine.ScopeType." + said.text("scope") + ");");
        }
        if (said.has("description")) {
            line("        spec.usageMessage().description(" + literals(said.texts("description")) + ");");
        }
        if (said.is("hidden")) {
            line("        spec.usageMessage().hidden(true);");
        }
        if (said.has("exitCodeListHeading")) {
            line("        spec.usageMessage().exitCodeListHeading(" + literal(said.text("exitCodeListHeading")) + ");");
        }
        if (said.has("exitCodeList")) {
            line("        spec.usageMessage().exitCodeList(picocli.CommandLine.Model.UsageMessageSpec.keyValuesMap(" + literals(said.texts("exitCodeList")) + "));");
        }
    }

    private void field(VariableElement field) {
        String name = field.getSimpleName().toString();
        if (field.getModifiers().contains(Modifier.PRIVATE)) {
            error("is private: the model that is made of it cannot reach it", field);
        }
        annotation(field, "Option").ifPresent(said -> line("        spec.addOption(" + option(said, field, "it." + name) + ");"));
        annotation(field, "Parameters").ifPresent(said -> line("        spec.addPositional(" + parameters(said, field, "it." + name) + ");"));
        annotation(field, "ArgGroup").ifPresent(said -> line("        spec.addArgGroup(" + group(said, field) + ");"));
        annotation(field, "Mixin").ifPresent(said -> mixin(said, field));
        annotation(field, "Spec").ifPresent(said -> {
            only(said, field, "value");
            if (said.text("value").isEmpty()) {
                line("        it." + name + " = spec;");
            }
        });
    }

    private void mixin(Annotation said, VariableElement field) {
        only(said, field);
        TypeElement type = element(field.asType());
        String name = field.getSimpleName().toString();
        line("        it." + name + " = new " + type.getSimpleName() + "();");
        line("        CommandSpec " + name + " = CommandSpec.wrapWithoutInspection(it." + name + ");");
        line("        " + type.getSimpleName() + "Model.tell(" + name + ", it." + name + ");");
        line("        spec.addMixin(" + literal(name) + ", " + name + ");");
        for (VariableElement one : fields(type)) {
            annotation(one, "Spec").filter(spec -> spec.text("value").equals("MIXEE")).ifPresent(spec -> line("        it." + name + "." + one.getSimpleName() + " = spec;"));
        }
    }

    private String group(Annotation said, VariableElement field) {
        only(said, field, "exclusive", "multiplicity");
        StringBuilder made = new StringBuilder("ArgGroupSpec.builder()");
        if (said.has("exclusive")) {
            made.append(".exclusive(").append(said.is("exclusive")).append(')');
        }
        made.append(text(said, "multiplicity", "multiplicity"));
        for (VariableElement one : fields(element(field.asType()))) {
            String place = "it." + field.getSimpleName() + "." + one.getSimpleName();
            annotation(one, "Option").ifPresent(option -> made.append("\n                .addArg(").append(option(option, one, place)).append(')'));
            annotation(one, "Parameters").ifPresent(option -> made.append("\n                .addArg(").append(parameters(option, one, place)).append(')'));
        }
        return made.append(".build()").toString();
    }

    private String option(Annotation said, VariableElement field, String place) {
        only(said, field, "names", "description", "paramLabel", "defaultValue", "arity", "split", "required", "hidden", "scope", "usageHelp", "versionHelp");
        return "Model.bound(OptionSpec.builder(" + literals(said.texts("names")) + ")" + common(said, field)
                + flag(said, "required") + flag(said, "usageHelp") + flag(said, "versionHelp")
                + bound(place);
    }

    private String parameters(Annotation said, VariableElement field, String place) {
        only(said, field, "index", "description", "paramLabel", "defaultValue", "arity", "split", "hidden");
        if (!said.has("arity") && isSeveral(field.asType())) {
            error("takes several: say its arity", field);
        }
        String arity = said.has("arity") ? said.text("arity") : "1";
        return "Model.bound(PositionalParamSpec.builder()" + common(said, field)
                + text(said, "index", "index")
                + (arity.startsWith("0") ? "" : ".required(true)")
                + bound(place);
    }

    private static String bound(String place) {
        return ", () -> " + place + ", value -> " + place + " = value).build()";
    }

    private String common(Annotation said, VariableElement field) {
        List<String> types = types(field.asType());
        StringBuilder made = new StringBuilder(".type(").append(types.get(0)).append(".class)");
        if (types.size() > 1) {
            made.append(".auxiliaryTypes(").append(types.stream().skip(1).map(type -> type + ".class").collect(Collectors.joining(", "))).append(')');
        }
        String label = said.text("paramLabel").isBlank() ? "<" + field.getSimpleName() + ">" : said.text("paramLabel");
        made.append(".paramLabel(").append(literal(label)).append(')');
        if (said.has("description")) {
            made.append(".description(").append(literals(said.texts("description"))).append(')');
        }
        made.append(text(said, "defaultValue", "defaultValue")).append(text(said, "arity", "arity")).append(text(said, "split", "splitRegex")).append(flag(said, "hidden"));
        if (said.has("scope")) {
            made.append(".scopeType(picocli.CommandLine.ScopeType.").append(said.text("scope")).append(')');
        }
        return made.toString();
    }

    /** A call of a builder with a text that was said; nothing where it was not. */
    private String text(Annotation said, String name, String call) {
        return said.has(name) ? "." + call + "(" + literal(said.text(name)) + ")" : "";
    }

    private static String flag(Annotation said, String name) {
        return said.is(name) ? "." + name + "(true)" : "";
    }

    /** Its class, and those of what is in it. */
    private List<String> types(TypeMirror type) {
        List<String> types = new ArrayList<>();
        types.add(around.getTypeUtils().erasure(type).toString());
        if (type instanceof DeclaredType declared) {
            declared.getTypeArguments().forEach(argument -> types.add(argument.toString()));
        }
        return types;
    }

    private boolean isSeveral(TypeMirror type) {
        return Set.of("java.util.List", "java.util.Map").contains(types(type).get(0));
    }

    private void only(Annotation said, Element at, String... known) {
        said.besides(Set.of(known)).forEach(name -> error("'" + name + "' is not known to io.berth.commandline.ModelSource: teach it", at));
    }

    private void error(String what, Element at) {
        around.getMessager().printMessage(Diagnostic.Kind.ERROR, what, at);
    }

    private String literals(List<String> values) {
        return values.stream().map(this::literal).collect(Collectors.joining(", "));
    }

    private String literal(String value) {
        return around.getElementUtils().getConstantExpression(value);
    }
}
