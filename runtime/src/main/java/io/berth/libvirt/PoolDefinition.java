package io.berth.libvirt;

import io.berth.model.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A pool of a playbook in libvirt's words. */
public final class PoolDefinition {

    private PoolDefinition() {
    }

    /** {@code dir}, {@code fs}, {@code netfs}, {@code logical}. */
    public static String type(Pool pool) {
        return pool.store().kind().name().toLowerCase(Locale.ROOT);
    }

    /** As {@link FoundPool#source} says it. */
    public static String source(Pool pool) {
        return pool.store().server().isEmpty() ? pool.store().path() : pool.store().server() + ":" + pool.store().path();
    }

    /** Its directory without a slash at its end. */
    public static String target(Pool pool) {
        return plain(pool.dir());
    }

    static String plain(String dir) {
        return dir.length() > 1 && dir.endsWith("/") ? plain(dir.substring(0, dir.length() - 1)) : dir;
    }

    /** @param uuid of the pool if it is there already; else empty */
    public static Element of(Pool pool, String uuid) {
        List<Element> parts = new ArrayList<>(List.of(Element.text("name", pool.name())));
        if (!uuid.isEmpty()) {
            parts.add(Element.text("uuid", uuid));
        }
        List<Element> source = source(pool.store());
        if (!source.isEmpty()) {
            parts.add(Element.of("source", Map.of()).withChildren(source));
        }
        parts.add(Element.of("target", Map.of(), Element.text("path", target(pool))));
        return Element.of("pool", Map.of("type", type(pool))).withChildren(parts);
    }

    private static List<Element> source(Pool.Store store) {
        List<Element> source = new ArrayList<>();
        switch (store.kind()) {
            case DIR -> { }
            case FS -> source.add(Element.of("device", Map.of("path", store.path())));
            case NETFS -> {
                source.add(Element.of("host", Map.of("name", store.server())));
                source.add(Element.of("dir", Map.of("path", store.path())));
            }
            case LOGICAL -> {
                store.devices().forEach(device -> source.add(Element.of("device", Map.of("path", device))));
                source.add(Element.text("name", store.path()));
                source.add(Element.of("format", Map.of("type", "lvm2")));
            }
        }
        if (!store.format().isEmpty()) {
            source.add(Element.of("format", Map.of("type", store.format())));
        }
        return source;
    }
}
