package io.berth.cli;

import io.berth.cluster.Cluster;
import io.berth.cluster.SeenGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The names of guests as the last look at all hosts found them, for whoever types one: asking hosts takes too long for that. */
final class SeenNames {

    private SeenNames() {
    }

    private static Path file() {
        return Runs.state().resolve("guests");
    }

    static List<String> all() {
        try {
            return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    static void keep(Cluster cluster) {
        try {
            Files.createDirectories(file().getParent());
            Files.write(file(), cluster.guests().stream().map(SeenGuest::name).distinct().sorted().toList());
        } catch (IOException e) {
            // nobody's work depends on it
        }
    }
}
