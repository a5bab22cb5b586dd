package io.berth.commandline;

import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/** Writes for each class with picocli's annotations another that tells picocli the same, and reads none at run time. */
public final class ModelWriter extends AbstractProcessor {

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of(ModelSource.PICOCLI + "*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        Set<TypeElement> classes = new LinkedHashSet<>();
        for (TypeElement annotation : annotations) {
            for (Element one : round.getElementsAnnotatedWith(annotation)) {
                classes.add((TypeElement) (one.getKind() == ElementKind.CLASS ? one : one.getEnclosingElement()));
            }
        }
        // what is nested in a command is a group of its options, and told of there
        classes.stream().filter(one -> one.getEnclosingElement().getKind() == ElementKind.PACKAGE).forEach(this::write);
        return false;
    }

    private void write(TypeElement of) {
        String text = new ModelSource(of, processingEnv).text();
        try (Writer out = processingEnv.getFiler().createSourceFile(of.getQualifiedName() + "Model", of).openWriter()) {
            out.write(text);
        } catch (IOException e) {
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "the model cannot be written: " + e.getMessage(), of);
        }
    }
}
