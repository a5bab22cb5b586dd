package io.berth.ssh;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The user's ssh configuration, then the system's (ssh_config(5)). Files are read once. */
final class SshConfig {

    private static final int DEPTH = 16;

    private final Path home;
    private final Path system;
    private final Consumer<String> notices;
    private final Map<Path, List<ConfigLine>> files = new ConcurrentHashMap<>();
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    SshConfig(Path home, Path system, Consumer<String> notices) {
        this.home = home;
        this.system = system;
        this.notices = notices;
    }

    /** What the configuration says for a host. For each keyword the first line that applies counts. */
    record Settings(Map<String, List<String>> values) {

        /** The arguments of a keyword, given in lower case; empty if it does not occur. */
        List<String> all(String keyword) {
            return values.getOrDefault(keyword, List.of());
        }

        String one(String keyword, String otherwise) {
            List<String> all = all(keyword);
            return all.isEmpty() ? otherwise : all.get(0);
        }
    }

    /**
     * @param names by which the host is known: patterns of {@code Host} may match any of them
     */
    Settings of(Set<String> names) throws IOException {
        Map<String, List<String>> values = new HashMap<>();
        new Reading(names, home.resolve(".ssh"), values).read(home.resolve(".ssh/config"), true, false, 0);
        new Reading(names, system, values).read(system.resolve("ssh_config"), true, false, 0);
        return new Settings(values);
    }

    private final class Reading {

        private final Set<String> names;
        private final Path base;
        private final Map<String, List<String>> values;

        Reading(Set<String> names, Path base, Map<String, List<String>> values) {
            this.names = names;
            this.base = base;
            this.values = values;
        }

        /**
         * @param active whether the lines before the first section apply
         * @param never whether none applies, as in a file that a section of other hosts includes
         */
        void read(Path file, boolean active, boolean never, int depth) throws IOException {
            if (depth > DEPTH) {
                throw new IOException("too many levels of Include in " + file);
            }
            boolean applies = active;
            for (ConfigLine line : lines(file)) {
                switch (line.keyword()) {
                    case "host" -> applies = !never && names.stream().anyMatch(n -> Patterns.match(line.arguments(), n));
                    case "match" -> applies = !never && matchAll(file, line);
                    case "include" -> {
                        for (Path included : included(line)) {
                            read(included, applies, never || !applies, depth + 1);
                        }
                    }
                    default -> {
                        if (applies && !line.arguments().isEmpty()) {
                            take(line);
                        }
                    }
                }
            }
        }

        private void take(ConfigLine line) {
            if (line.keyword().equals("identityfile")) {
                values.computeIfAbsent("identityfile", keyword -> new ArrayList<>()).add(line.arguments().get(0));
            } else {
                values.putIfAbsent(line.keyword(), line.arguments());
            }
        }

        private boolean matchAll(Path file, ConfigLine line) {
            if (line.arguments().equals(List.of("all"))) {
                return true;
            }
            String notice = file + ": Match " + String.join(" ", line.arguments())
                + " is ignored; berth understands Host and Match all";
            if (told.add(notice)) {
                notices.accept(notice);
            }
            return false;
        }

        private List<Path> included(ConfigLine line) throws IOException {
            List<Path> paths = new ArrayList<>();
            for (String argument : line.arguments()) {
                Path path = base.resolve(argument.startsWith("~/") ? home.resolve(argument.substring(2)).toString() : argument);
                try (DirectoryStream<Path> found = Files.newDirectoryStream(path.getParent(), path.getFileName().toString())) {
                    List<Path> matching = new ArrayList<>();
                    found.forEach(matching::add);
                    matching.stream().sorted().forEach(paths::add);
                } catch (NotDirectoryException | NoSuchFileException e) {
                    // Nothing matches; that is no error to OpenSSH either.
                }
            }
            return paths;
        }
    }

    private List<ConfigLine> lines(Path file) throws IOException {
        List<ConfigLine> known = files.get(file);
        if (known == null) {
            known = !Files.isRegularFile(file) ? List.of()
                : Files.readAllLines(file).stream().map(ConfigLine::parse).flatMap(line -> line.stream()).toList();
            files.put(file, known);
        }
        return known;
    }
}
