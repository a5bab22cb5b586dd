package io.berth.commandline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** An annotation as it was written: only the values that were. */
record Annotation(Map<String, AnnotationValue> values) {

    /** @param name qualified, a nested type's with dots */
    static Optional<Annotation> of(Element element, String name) {
        for (AnnotationMirror one : element.getAnnotationMirrors()) {
            if (((TypeElement) one.getAnnotationType().asElement()).getQualifiedName().contentEquals(name)) {
                return Optional.of(new Annotation(one.getElementValues().entrySet().stream()
                        .collect(Collectors.toMap(entry -> entry.getKey().getSimpleName().toString(), Map.Entry::getValue))));
            }
        }
        return Optional.empty();
    }

    /** What it says that is none of these. */
    Set<String> besides(Set<String> known) {
        Set<String> others = new TreeSet<>(values.keySet());
        others.removeAll(known);
        return others;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    boolean is(String name) {
        return has(name) && (boolean) values.get(name).getValue();
    }

    /** Empty where it is not said. */
    String text(String name) {
        return has(name) ? values.get(name).getValue().toString() : "";
    }

    /** Of one or several; a constant of an enum by its name, a class by its qualified one. */
    List<String> texts(String name) {
        if (!has(name)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (values.get(name).getValue() instanceof List<?> several) {
            several.forEach(one -> texts.add(((AnnotationValue) one).getValue().toString()));
        } else {
            texts.add(text(name));
        }
        return texts;
    }
}
