package io.berth.ssh;

import io.berth.ssh.KnownHosts.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** One known_hosts file as it was read: lines with plain names are found without looking at the others. */
final class KnownHostsFile {

    private final Map<String, List<Line>> plain = new HashMap<>();
    private final List<Line> others = new ArrayList<>();
    private final List<Line> marked = new ArrayList<>();

    private KnownHostsFile(List<Line> lines) {
        lines.forEach(this::add);
    }

    /** Lines that make no sense are passed over, as OpenSSH does. */
    static KnownHostsFile read(Path file) throws IOException {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String text : Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
            number++;
            KnownHosts.parse(file, number, text).ifPresent(lines::add);
        }
        return new KnownHostsFile(lines);
    }

    private void add(Line line) {
        if (!line.marker().isEmpty()) {
            marked.add(line);
        } else if (line.names().chars().anyMatch(c -> "*?!|".indexOf(c) >= 0)) {
            others.add(line);
        } else {
            Stream.of(line.names().split(",")).map(KnownHostsFile::key).distinct()
                .forEach(name -> plain.computeIfAbsent(name, none -> new ArrayList<>()).add(line));
        }
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Those for a name, in their order, without revoked keys and certificate authorities. */
    Stream<Line> lines(String name) {
        return Stream.concat(plain.getOrDefault(key(name), List.of()).stream(), others.stream().filter(line -> line.isFor(name)))
            .sorted((one, other) -> Integer.compare(one.number(), other.number()));
    }

    Stream<Line> marked() {
        return marked.stream();
    }
}
