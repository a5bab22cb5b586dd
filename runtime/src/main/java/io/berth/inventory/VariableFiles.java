package io.berth.inventory;

import io.berth.diag.Diagnostics;
import io.berth.model.InventorySource.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code group_vars} and {@code host_vars} beside inventories and the playbook: a file, or a directory of files, for each name. */
final class VariableFiles {

    private static final List<String> ENDINGS = List.of("", ".yml", ".yaml", ".json");

    private final Set<Path> inventoryDirectories;
    private final Optional<Path> playbookDirectory;
    private final VariableFile reader;
    private final Diagnostics diagnostics;
    private final Map<Path, Map<String, Value>> read = new LinkedHashMap<>();

    VariableFiles(Set<Path> inventoryDirectories, Optional<Path> playbookDirectory, Decryption decryption, Diagnostics diagnostics) {
        this.inventoryDirectories = inventoryDirectories;
        this.playbookDirectory = playbookDirectory;
        this.reader = new VariableFile(decryption, diagnostics);
        this.diagnostics = diagnostics;
    }

    /** @param kind {@code group_vars} or {@code host_vars} */
    Map<String, Value> besideInventory(String kind, String name) {
        Map<String, Value> variables = new LinkedHashMap<>();
        inventoryDirectories.forEach(directory -> variables.putAll(in(directory.resolve(kind), name)));
        return variables;
    }

    Map<String, Value> besidePlaybook(String kind, String name) {
        return playbookDirectory.map(directory -> in(directory.resolve(kind), name)).orElse(Map.of());
    }

    private Map<String, Value> in(Path directory, String name) {
        Map<String, Value> variables = new LinkedHashMap<>();
        for (String ending : ENDINGS) {
            Path path = directory.resolve(name + ending);
            if (Files.exists(path)) {
                files(path).forEach(file -> variables.putAll(read.computeIfAbsent(file, reader::read)));
                break;
            }
        }
        return variables;
    }

    /** The file, or of a directory all files, those of directories below among them, in the order of their names. */
    private List<Path> files(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> entries = Files.list(path)) {
            for (Path entry : entries.sorted().toList()) {
                String name = entry.getFileName().toString();
                int dot = name.lastIndexOf('.');
                String ending = dot > 0 ? name.substring(dot) : "";
                if (name.startsWith(".") || name.endsWith("~")) {
                    continue;
                }
                if (Files.isDirectory(entry)) {
                    files.addAll(ending.isEmpty() ? files(entry) : List.of());
                } else if (ENDINGS.contains(ending)) {
                    files.add(entry);
                }
            }
        } catch (IOException e) {
            diagnostics.error(Shown.whole(Shown.of(path)), "cannot be read: " + Shown.why(e));
        }
        return files;
    }
}
