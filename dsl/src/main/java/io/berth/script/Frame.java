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
    private boolean frozen;

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

    /** Lets nobody change its names any more. */
    void freeze() {
        frozen = true;
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

    /** @throws Trouble if the name stands in a frame that cannot be changed any more */
    void set(String name, Object value) {
        Frame holder = holder(name).orElseThrow();
        if (holder.frozen) {
            throw new Trouble("'" + name + "' cannot be changed in a block that waits for the run", "declare a name of its own: def …");
        }
        holder.locals.put(name, value);
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
