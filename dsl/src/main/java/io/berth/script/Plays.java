package io.berth.script;

import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.model.Play;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evaluates plays, once all that they can refer to is known. */
final class Plays {

    private static final Set<String> OWN_WORDS = Set.of("on", "limit", "always", "slots", "redeploy");

    private final Diagnostics diagnostics;
    private final Names names;
    private final Binder binder;
    private final Inventory inventory;
    private final Slots slots;
    private final Map<String, TaskType<?>> vocabulary;

    Plays(Diagnostics diagnostics, Names names, Binder binder, Inventory inventory, Slots slots, Map<String, TaskType<?>> vocabulary) {
        this.diagnostics = diagnostics;
        this.names = names;
        this.binder = binder;
        this.inventory = inventory;
        this.slots = slots;
        this.vocabulary = vocabulary;
        OWN_WORDS.forEach(word -> binder.teach(word, "in a play"));
        vocabulary.keySet().forEach(word -> binder.teach(word, "in a play"));
    }

    /**
     * The task types by the words that plays can use: those whose parameters are described.
     *
     * @throws IllegalArgumentException if a type cannot be a word: a mistake of its author
     */
    static Map<String, TaskType<?>> words(List<TaskType<?>> types) {
        Map<String, TaskType<?>> words = new LinkedHashMap<>();
        for (TaskType<?> type : types) {
            if (type.word().equals("redeploy") || !Shape.isDescribed(type.parameters())) {
                continue;
            }
            if (OWN_WORDS.contains(type.word()) || words.put(type.word(), type) != null) {
                throw new IllegalArgumentException("the word '" + type.word() + "' has a meaning already");
            }
            List<String> common = List.of("on", "timeout", "retries", "delay");
            Shape.of(type.parameters()).parts().stream().filter(part -> common.contains(part.name())).findFirst().ifPresent(part -> {
                throw new IllegalArgumentException("'" + part.name() + "' of '" + type.word() + "' is an option of all tasks");
            });
        }
        return words;
    }

    List<Play> evaluate(List<Declarations.DeclaredPlay> declared) {
        List<Play> plays = new ArrayList<>();
        Numbers numbers = new Numbers();
        for (Declarations.DeclaredPlay play : declared) {
            PlayInMaking making = new PlayInMaking(diagnostics, names, binder, inventory, slots, vocabulary, numbers);
            play.block().ifPresent(making::evaluate);
            plays.add(making.made(play.said().text("name").orElse(""), play.said().at("name")));
        }
        return plays;
    }
}
