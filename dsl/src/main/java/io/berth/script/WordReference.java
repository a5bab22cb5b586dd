package io.berth.script;

import io.berth.api.TaskType;
import java.util.ArrayList;
import java.util.List;

/**
 * What a playbook can say with a task's word, read from the record of its parameters.
 *
 * @param doc what it is for, one sentence
 */
public record WordReference(String word, String doc, List<Parameter> parameters) {

    /**
     * @param name the word; of a word within another both: {@code ready.ssh}
     * @param takes what it takes, as an error says it
     * @param fallback as in a playbook; empty: there is none
     * @param positional whether it can be given by position
     * @param secret whether it may be a secret
     */
    public record Parameter(String name, String takes, String doc, boolean required, String fallback, boolean positional, boolean secret) {
    }

    public WordReference {
        parameters = List.copyOf(parameters);
    }

    /** Whether plays have a word for tasks of that type. */
    public static boolean isWord(TaskType<?> type) {
        return type.word().equals("redeploy") || Shape.isDescribed(type.parameters());
    }

    /** @throws IllegalArgumentException if plays have no word for it */
    public static WordReference of(TaskType<?> type) {
        Class<? extends Record> said = type.word().equals("redeploy") ? SaidRedeploy.OfRedeploy.class : type.parameters();
        return new WordReference(type.word(), type.doc(), parameters("", Shape.of(said)));
    }

    /** What all tasks take beside their own parameters. */
    public static List<Parameter> ofAllTasks() {
        List<Parameter> all = new ArrayList<>(parameters("", Shape.of(Said.TaskHosts.class)));
        all.addAll(parameters("", Shape.of(Said.OfTask.class)));
        return List.copyOf(all);
    }

    private static List<Parameter> parameters(String around, Shape shape) {
        List<Parameter> parameters = new ArrayList<>();
        for (Shape.Part part : shape.parts()) {
            String name = around + part.name();
            parameters.add(new Parameter(name, takes(part.kind()), part.doc(), part.required(), part.written(), part.positional(), part.secrecy() == Shape.Secrecy.TAKEN));
            if (part.kind() instanceof Kind.Group group) {
                parameters.addAll(parameters(name + ".", group.shape()));
            } else if (part.kind() instanceof Kind.Groups groups) {
                parameters.addAll(parameters(name + ".", groups.shape()));
            }
        }
        return parameters;
    }

    private static String takes(Kind kind) {
        if (kind instanceof Kind.One one) {
            return one.wants();
        } else if (kind instanceof Kind.Choice choice) {
            return String.join(" or ", choice.words());
        } else if (kind instanceof Kind.Many many) {
            return many.of() == Kind.TEXT ? "texts" : "one or more, each " + many.of().wants();
        } else if (kind instanceof Kind.Condition) {
            return "a block { … } that waits for the run";
        } else if (kind instanceof Kind.Becoming) {
            return "true, the name of a user, or user and method";
        } else if (kind instanceof Kind.Entries entries) {
            return entries.of().map(of -> of == Kind.TEXT ? "names with texts" : "names with whole numbers").orElse("names with values");
        } else if (kind instanceof Kind.OneSlot) {
            return "a slot or its name";
        }
        return kind instanceof Kind.Groups ? "words; said once for each" : "words";
    }
}
