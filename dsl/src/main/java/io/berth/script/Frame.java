package io.berth.script;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The local names of a block of playbook code, and the blocks around it. */
final class Frame {

    private final Source source;
    private final Frame around;
    private final Map<String, Object> locals = new LinkedHashMap<>();

    private Frame(Source source, Frame around) {
        this.source = source;
        this.around = around;
    }

    static Frame ofFile(Source source) {
        return new Frame(source, null);
    }

    Frame inner() {
        return new Frame(source, this);
    }

    Source source() {
        return source;
    }

    void declare(String name, Object value) {
        locals.put(name, value);
    }

    boolean declaresHere(String name) {
        return locals.containsKey(name);
    }

    boolean knows(String name) {
        return holder(name).isPresent();
    }

    Object get(String name) {
        return holder(name).orElseThrow().locals.get(name);
    }

    void set(String name, Object value) {
        holder(name).orElseThrow().locals.put(name, value);
    }

    Set<String> names() {
        Set<String> names = new LinkedHashSet<>(locals.keySet());
        if (around != null) {
            names.addAll(around.names());
        }
        return names;
    }

    private Optional<Frame> holder(String name) {
        for (Frame frame = this; frame != null; frame = frame.around) {
            if (frame.locals.containsKey(name)) {
                return Optional.of(frame);
            }
        }
        return Optional.empty();
    }
}
