package io.berth.own;

import io.berth.api.TaskType;
import io.berth.diag.Diagnostics;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Task types in jars, which name them in {@code META-INF/services/io.berth.api.TaskType}. */
final class TaskJars {

    private final Diagnostics diagnostics;

    TaskJars(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The types, each with the jar that it is from. One jar may use what is in another. The jars stay open: their classes are loaded as they are needed. */
    Map<TaskType<?>, Path> types(List<Path> jars) {
        Map<TaskType<?>, Path> types = new LinkedHashMap<>();
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            if (!Files.isReadable(jar)) {
                diagnostics.error(OwnTasks.at(jar), "the jar is not there or cannot be read");
            } else {
                urls.add(url(jar));
            }
        }
        ClassLoader loader = new URLClassLoader("berth-task-jars", urls.toArray(URL[]::new), new ApiLoader());
        Iterator<ServiceLoader.Provider<TaskType<?>>> found = providers(loader);
        while (true) {
            try {
                if (!found.hasNext()) {
                    return types;
                }
                Class<?> type = found.next().type();
                Path jar = jarOf(type, jars);
                OwnTasks.made(type, jar, diagnostics).ifPresent(made -> types.put(made, jar));
            } catch (ServiceConfigurationError e) {
                diagnostics.error(OwnTasks.at(jars.get(0)), "a task type of the jars cannot be loaded: " + e.getMessage());
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a class has no type parameters at run time
    private static Iterator<ServiceLoader.Provider<TaskType<?>>> providers(ClassLoader loader) {
        return ((ServiceLoader<TaskType<?>>) (ServiceLoader) ServiceLoader.load(TaskType.class, loader)).stream().iterator();
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Path jarOf(Class<?> type, List<Path> jars) {
        URL place = type.getProtectionDomain().getCodeSource().getLocation();
        return jars.stream().filter(jar -> url(jar).toString().equals(place.toString())).findFirst().orElse(jars.get(0));
    }
}
