package io.berth.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@code -i} names. */
final class Inventories {

    private Inventories() {
    }

    /** @throws Usage if one is not there */
    static List<Path> resolve(List<String> sources) {
        return sources.stream().map(Inventories::resolve).toList();
    }

    private static Path resolve(String source) {
        Path file = source.equals("lab") ? lab() : Path.of(source);
        if (!Files.isReadable(file)) {
            throw new Usage(source.equals("lab")
                    ? "the lab is down: 'berth lab up' brings it up"
                    : "inventory '" + source + "' is not there or cannot be read");
        }
        return file;
    }

    /** A source that means the same from any working directory, for a run to be resumed from another. */
    static String absolute(String source) {
        return source.equals("lab") ? source : Path.of(source).toAbsolutePath().normalize().toString();
    }

    private static Path lab() {
        String state = System.getenv().getOrDefault("BERTH_LAB", "/var/lib/berth-lab");
        return Path.of(state, "run", "inventory.groovy");
    }
}
