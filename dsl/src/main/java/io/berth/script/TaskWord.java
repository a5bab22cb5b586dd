package io.berth.script;

import io.berth.api.TaskType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A task type as a word of plays.
 *
 * @param parts its own parameters and those of all tasks
 * @param slot name of the parameter that is the slot it works on; empty: there is none
 * @param image name of the parameter that is the image it works on, in its store; empty: there is none. Where there is neither, it
 *     runs on hosts that are said
 */
record TaskWord(TaskType<?> type, Shape shape, Parts parts, Optional<String> slot, Optional<String> image) {

    /** What plays can say beside tasks. */
    private static final Set<String> TAKEN = Set.of("slots", "redeploy", "block", "rescue", "always", "handler", "include", "role");

    /**
     * The task types by the words that plays can use: those whose parameters are described.
     *
     * @throws IllegalArgumentException if a type cannot be a word: a mistake of its author
     */
    static Map<String, TaskWord> of(List<TaskType<?>> types) {
        Map<String, TaskWord> words = new LinkedHashMap<>();
        for (TaskType<?> type : types) {
            if (type.word().equals("redeploy") || !Shape.isDescribed(type.parameters())) {
                continue;
            }
            if (isTaken(type.word()) || words.put(type.word(), of(type)) != null) {
                throw new IllegalArgumentException("the word '" + type.word() + "' has a meaning already");
            }
        }
        return words;
    }

    /** Makes the words of plays known, to tell where they belong when they are said elsewhere. */
    static void teach(Set<String> words, Binder binder) {
        Parts.of(Said.OfPlay.class, Said.HandedDown.class).without("name").names().forEach(word -> binder.teach(word, "in a play"));
        TAKEN.forEach(word -> binder.teach(word, "in a play"));
        words.forEach(word -> binder.teach(word, "in a play"));
    }

    private static boolean isTaken(String word) {
        return TAKEN.contains(word) || Functions.ALL.containsKey(word) || Parts.of(Said.OfPlay.class, Said.HandedDown.class).all().containsKey(word);
    }

    /** Whether the parameters say where it runs. */
    boolean isPlaced() {
        return slot.isPresent() || image.isPresent();
    }

    private static TaskWord of(TaskType<?> type) {
        Shape shape = Shape.of(type.parameters());
        Parts own = Parts.of(shape, true);
        Parts common = Parts.of(Said.TaskHosts.class, Said.OfTask.class);
        own.names().stream().filter(common.names()::contains).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("'" + name + "' of '" + type.word() + "' is an option of all tasks");
        });
        Optional<String> slot = shape.parts().stream().filter(part -> part.kind() instanceof Kind.OneSlot).map(Shape.Part::name).findFirst();
        Optional<String> image = shape.parts().stream().filter(part -> part.kind() == Kind.IMAGE).map(Shape.Part::name).findFirst();
        return new TaskWord(type, shape, own.and(common), slot, image);
    }
}
