package io.berth.script;

import io.berth.model.TaskSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A part of a play in making whose tasks share what is said for all of them: the play itself, a block or a part of one, a role,
 * an include, a handler. What is said for them may come after them, so it is asked for when the whole play is known.
 */
final class Section {

    private final Section around;
    private final TaskSpec.Place place;
    private final List<SaidTask> tasks;
    private final Map<String, HandlerInMaking> handlers = new LinkedHashMap<>();
    private boolean scope;
    private Optional<Path> base = Optional.empty();
    private Map<String, Object> variables = Map.of();
    private Handed handed;
    private Bound said;

    private Section(Section around, TaskSpec.Place place, List<SaidTask> tasks) {
        this.around = around;
        this.place = place;
        this.tasks = tasks;
    }

    static Section ofPlay() {
        return new Section(null, TaskSpec.Place.PLAY, new ArrayList<>()).scoped();
    }

    Section at(TaskSpec.Place inner) {
        return new Section(this, inner, tasks);
    }

    Section inner() {
        return at(place);
    }

    /** One whose tasks are kept apart: those of a handler. */
    Section apart() {
        return new Section(this, TaskSpec.Place.PLAY, new ArrayList<>());
    }

    /** One whose handlers are its own: a play, a role. */
    Section scoped() {
        scope = true;
        return this;
    }

    /** The play or role that it is part of. */
    Section scope() {
        Section section = this;
        while (!section.scope) {
            section = section.around;
        }
        return section;
    }

    /** @param directory from which its tasks name files */
    Section based(Path directory) {
        base = Optional.of(directory);
        return this;
    }

    Section with(Map<String, Object> given) {
        variables = given;
        return this;
    }

    /** What is said for all tasks in it; once everything in it is. */
    void close(Bound all) {
        said = all;
    }

    TaskSpec.Place place() {
        return place;
    }

    List<SaidTask> tasks() {
        return tasks;
    }

    void add(HandlerInMaking handler, String name) {
        handlers.put(name, handler);
    }

    Map<String, HandlerInMaking> handlers() {
        return handlers;
    }

    /** The handler of that name, the nearest first. */
    Optional<HandlerInMaking> handler(String name) {
        for (Section section = this; section != null; section = section.around) {
            if (section.handlers.containsKey(name)) {
                return Optional.of(section.handlers.get(name));
            }
        }
        return Optional.empty();
    }

    Set<String> handlerNames() {
        Set<String> names = new LinkedHashSet<>();
        for (Section section = this; section != null; section = section.around) {
            names.addAll(section.handlers.keySet());
        }
        return names;
    }

    /** The directory from which a task names files that is said in that file. */
    Path base(Source source) {
        for (Section section = this; section != null; section = section.around) {
            if (section.base.isPresent()) {
                return section.base.get();
            }
        }
        return source.path().toAbsolutePath().normalize().getParent();
    }

    Handed handed(Inventory inventory) {
        if (handed == null) {
            Handed further = around == null ? Handed.NOTHING : around.handed(inventory);
            Handed nearer = said == null ? further : further.with(said, inventory);
            handed = nearer.with(variables);
        }
        return handed;
    }
}
