package io.berth.task;

import io.berth.api.TaskType;

/** What a task type is known by, and what it finds wrong with what is said beside where it is to work. */
abstract class WordTask<P extends Record> implements TaskType<P> {

    private final String word;
    private final Class<P> parameters;
    private final String doc;

    WordTask(String word, Class<P> parameters, String doc) {
        this.word = word;
        this.parameters = parameters;
        this.doc = doc;
    }

    Wrong wrong(P said) {
        return new Wrong();
    }

    @Override
    public final String word() {
        return word;
    }

    @Override
    public final Class<P> parameters() {
        return parameters;
    }

    @Override
    public final String doc() {
        return doc;
    }
}
