package io.berth.own;

import io.berth.api.TaskType;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** Lets the user's tasks see Java, Groovy and what the author of a task type imports, and nothing else of berth or of its libraries. */
final class ApiLoader extends ClassLoader {

    /** The packages of berth, and of others, that a task type may use. */
    static final List<String> PACKAGES = List.of("io.berth.api", "io.berth.model", "io.berth.diag");
    private static final List<String> GROOVY = List.of("groovy.", "org.codehaus.groovy.", "org.apache.groovy.");

    ApiLoader() {
        super("berth-api", getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        boolean visible = GROOVY.stream().anyMatch(name::startsWith)
                || name.contains(".") && PACKAGES.contains(name.substring(0, name.lastIndexOf('.')));
        if (!visible) {
            throw new ClassNotFoundException(name);
        }
        return TaskType.class.getClassLoader().loadClass(name);
    }

    /** Groovy finds its own extensions as resources. */
    @Override
    protected URL findResource(String name) {
        return GROOVY.stream().anyMatch(name.replace('/', '.')::startsWith) ? TaskType.class.getClassLoader().getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return Collections.emptyEnumeration();
    }
}
