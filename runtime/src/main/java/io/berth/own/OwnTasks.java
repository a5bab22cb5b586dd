package io.berth.own;

import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.script.PlaybookLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The door: the task types of the user's own. Each is one file {@code tasks/Name.java} or {@code tasks/Name.groovy} beside the
 * playbook (files that begin with a small letter are files of tasks, to be included), or stands in a jar of {@code tasks/lib}
 * or of the command line, where {@link java.util.ServiceLoader} finds it.
 */
public final class OwnTasks {

    private final Path cache;
    private final Diagnostics diagnostics;

    /** @param cache directory for what was compiled; it is made if it is not there */
    public OwnTasks(Path cache, Diagnostics diagnostics) {
        this.cache = cache;
        this.diagnostics = diagnostics;
    }

    /**
     * Those of a playbook. What is wrong with them is among the diagnostics.
     *
     * @param jars further ones
     * @param builtin the types there are already
     */
    public List<TaskType<?>> of(Path playbook, List<Path> jars, List<TaskType<?>> builtin) {
        Path tasks = playbook.toAbsolutePath().normalize().resolveSibling("tasks");
        List<Path> archives = new ArrayList<>(files(tasks.resolve("lib"), "[^.].*[.]jar"));
        archives.addAll(jars);
        List<Path> sources = files(tasks, "[A-Z][A-Za-z0-9_]*[.](java|groovy)");
        if (archives.isEmpty() && sources.isEmpty()) {
            return List.of();
        }
        List<TaskType<?>> all = new ArrayList<>(builtin);
        int known = all.size();
        if (!archives.isEmpty()) {
            new TaskJars(diagnostics).types(archives).forEach((type, jar) -> add(type, jar, all));
        }
        CompiledTasks compiled = new CompiledTasks(cache, diagnostics);
        for (Path source : sources) {
            compiled.type(source).ifPresent(type -> add(type, source, all));
        }
        return List.copyOf(all.subList(known, all.size()));
    }

    /** Adds it if playbooks can say it beside the others. */
    private void add(TaskType<?> type, Path from, List<TaskType<?>> all) {
        try {
            String word = type.word();
            if (!word.matches("[a-z][A-Za-z0-9]*")) {
                say(from, "the word of the task, '" + word + "', is not one: a small letter, then letters and digits");
            } else if (all.stream().anyMatch(other -> other.word().equals(word))) {
                say(from, "the word '" + word + "' has a meaning already");
            } else {
                PlaybookLoader.check(type);
                all.add(type);
            }
        } catch (RuntimeException | LinkageError e) {
            say(from, "is no task that a playbook can say: " + e.getMessage());
        }
    }

    private void say(Path from, String what) {
        diagnostics.error(at(from), what);
    }

    static SourceRange at(Path file) {
        return new SourceRange(shown(file), 0, 0, 0);
    }

    /** Relative to the working directory where it is in it. */
    static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path absolute = file.toAbsolutePath().normalize();
        return absolute.startsWith(here) ? here.relativize(absolute).toString() : file.toString();
    }

    private List<Path> files(Path directory, String name) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
        } catch (IOException e) {
            diagnostics.error(at(directory), "cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    /** An object of the class, which needs a constructor without parameters; empty if there is none, and that is said. */
    static Optional<TaskType<?>> made(Class<?> type, Path from, Diagnostics diagnostics) {
        if (!TaskType.class.isAssignableFrom(type)) {
            diagnostics.error(at(from), "class " + type.getSimpleName() + " does not implement io.berth.api.TaskType");
            return Optional.empty();
        }
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return Optional.of((TaskType<?>) constructor.newInstance());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            diagnostics.error(at(from), "class " + type.getSimpleName() + " cannot be made: " + why, "it needs a constructor without parameters");
            return Optional.empty();
        }
    }
}
