package io.berth.script;

import io.berth.api.TaskType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A task type as a word of plays. What can be said with it is read from its record when it is said: most playbooks say few of all words. */
final class TaskWord {

    /** What plays can say beside tasks. */
    private static final Set<String> TAKEN = Set.of("slots", "redeploy", "block", "rescue", "always", "handler", "include", "role");

    private final TaskType<?> type;
    private Optional<Form> form = Optional.empty();

    /** @param parts its own parameters and those of all tasks */
    private record Form(Shape shape, Parts parts, Optional<String> slot, Optional<String> image) {
    }

    private TaskWord(TaskType<?> type) {
        this.type = type;
    }

    /**
     * The task types by the words that plays can use: those whose parameters are described.
     *
     * @throws IllegalArgumentException if a word has another meaning: a mistake of its author
     */
    static Map<String, TaskWord> of(List<TaskType<?>> types) {
        Map<String, TaskWord> words = new LinkedHashMap<>();
        Set<String> taken = taken();
        for (TaskType<?> type : types) {
            if (type.word().equals("redeploy") || !Shape.isDescribed(type.parameters())) {
                continue;
            }
            if (taken.contains(type.word()) || words.put(type.word(), new TaskWord(type)) != null) {
                throw new IllegalArgumentException("the word '" + type.word() + "' has a meaning already");
            }
        }
        return words;
    }

    TaskType<?> type() {
        return type;
    }

    /** @throws IllegalArgumentException if the type's parameters are such that no playbook could give them: a mistake of its author */
    Shape shape() {
        return form().shape();
    }

    /** Its own parameters and those of all tasks. @throws IllegalArgumentException as {@link #shape} */
    Parts parts() {
        return form().parts();
    }

    /** Name of the parameter that is the slot it works on; empty: there is none. Where there is no image either, it runs on hosts that are said. @throws IllegalArgumentException as {@link #shape} */
    Optional<String> slot() {
        return form().slot();
    }

    /** Makes the words of plays known, to tell where they belong when they are said elsewhere. */
    static void teach(Set<String> words, Binder binder) {
        Parts.of(Said.OfPlay.class, Said.HandedDown.class).without("name").names().forEach(word -> binder.teach(word, "in a play"));
        TAKEN.forEach(word -> binder.teach(word, "in a play"));
        words.forEach(word -> binder.teach(word, "in a play"));
    }

    private static Set<String> taken() {
        Set<String> taken = new HashSet<>(TAKEN);
        taken.addAll(Functions.ALL.keySet());
        taken.addAll(Parts.of(Said.OfPlay.class, Said.HandedDown.class).names());
        return taken;
    }

    private Form form() {
        if (form.isEmpty()) {
            form = Optional.of(read(type));
        }
        return form.get();
    }

    /** Name of the parameter that is the image it works on, in its store; empty: there is none. @throws IllegalArgumentException as {@link #shape} */
    Optional<String> image() {
        return form().image();
    }

    /** Whether the parameters say where it runs. */
    boolean isPlaced() {
        return slot().isPresent() || image().isPresent();
    }

    private static Form read(TaskType<?> type) {
        Shape shape = Shape.of(type.parameters());
        Parts own = Parts.of(shape, true);
        Parts common = Parts.of(Said.TaskHosts.class, Said.OfTask.class);
        own.names().stream().filter(common.names()::contains).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("'" + name + "' of '" + type.word() + "' is an option of all tasks");
        });
        Optional<String> slot = shape.parts().stream().filter(part -> part.kind() instanceof Kind.OneSlot).map(Shape.Part::name).findFirst();
        Optional<String> image = shape.parts().stream().filter(part -> part.kind() == Kind.IMAGE).map(Shape.Part::name).findFirst();
        return new Form(shape, own.and(common), slot, image);
    }
}
