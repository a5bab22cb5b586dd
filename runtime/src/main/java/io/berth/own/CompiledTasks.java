package io.berth.own;

import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Task types that are one source file each. What was compiled is kept by the file's content. */
final class CompiledTasks {

    private final Path cache;
    private final Diagnostics diagnostics;

    CompiledTasks(Path cache, Diagnostics diagnostics) {
        this.cache = cache;
        this.diagnostics = diagnostics;
    }

    /** The type of that file; empty if it cannot be had, and why is said. */
    Optional<TaskType<?>> type(Path source) {
        String file = source.getFileName().toString();
        String name = file.substring(0, file.lastIndexOf('.'));
        try {
            String text = Files.readString(source);
            diagnostics.source(OwnTasks.shown(source), text);
            Path classes = cache.resolve(name + "-" + Fingerprint.of(file, text));
            if (!Files.isDirectory(classes) && !compile(source, text, classes)) {
                return Optional.empty();
            }
            URL[] there = {classes.toUri().toURL()};
            ClassLoader loader = new URLClassLoader("berth-task-" + name, there, new ApiLoader());
            return OwnTasks.made(loader.loadClass(name), source, diagnostics);
        } catch (ClassNotFoundException e) {
            diagnostics.error(OwnTasks.at(source), "declares no class " + name, "the class has the name of its file, and no package");
        } catch (CharacterCodingException e) {
            diagnostics.error(OwnTasks.at(source), "is not UTF-8");
        } catch (IOException | LinkageError e) {
            diagnostics.error(OwnTasks.at(source), "cannot be loaded: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Compiles beside the place and renames there, so that what another run does at the same time is no trouble. */
    private boolean compile(Path source, String text, Path classes) throws IOException {
        Files.createDirectories(cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path fresh = Files.createTempDirectory(cache, "compiling");
        try {
            boolean good = source.toString().endsWith(".java")
                    ? JavaSource.compile(source, text, fresh, diagnostics)
                    : GroovySource.compile(source, text, fresh, diagnostics);
            if (good && !Files.isDirectory(classes)) {
                Files.move(fresh, classes, StandardCopyOption.ATOMIC_MOVE);
            }
            return good;
        } finally {
            delete(fresh);
        }
    }

    private static void delete(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            try (Stream<Path> all = Files.walk(directory)) {
                List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
                for (Path file : innermostFirst) {
                    Files.delete(file);
                }
            }
        }
    }
}
