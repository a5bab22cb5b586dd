package io.berth.inventory;

import io.berth.diag.Diagnostics;
import io.berth.model.InventorySource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The door: reads Ansible inventories, all forms of them, to what they say before anything is merged. */
public final class AnsibleInventory {

    /** How long an executable inventory has for an answer. */
    public static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);

    private static final Pattern LEFT_OUT = Pattern.compile("\\..*|.*~|.*\\.(?:pyc|pyo|swp|bak|rpm|md|txt|rst|orig|ini|cfg|retry)");
    private static final List<String> YAML = List.of(".yml", ".yaml", ".json");
    private static final List<String> BESIDE = List.of("group_vars", "host_vars", "vars_plugins");

    private final Decryption decryption;
    private final Duration answerWithin;
    private final Diagnostics diagnostics;
    private final Listing listing;
    private final Set<Path> directories = new LinkedHashSet<>();

    private AnsibleInventory(Decryption decryption, Duration answerWithin, Diagnostics diagnostics) {
        this.decryption = decryption;
        this.answerWithin = answerWithin;
        this.diagnostics = diagnostics;
        this.listing = new Listing(diagnostics);
    }

    /**
     * Reads sources in their order. Programs among them are run.
     *
     * @param sources files, directories of such, executable programs, or names of hosts with commas: a source that is no file
     *     and has a comma is a list of names
     * @param playbookDirectory whose {@code group_vars} and {@code host_vars} are read too
     * @param answerWithin how long a program has for one answer, usually {@link #ANSWER_WITHIN}
     * @param diagnostics gets all that is wrong
     */
    public static InventorySource.Listed read(List<String> sources, Optional<Path> playbookDirectory, Decryption decryption,
                                              Duration answerWithin, Diagnostics diagnostics) throws InterruptedException {
        AnsibleInventory inventory = new AnsibleInventory(decryption, answerWithin, diagnostics);
        for (String source : sources) {
            if (isListOfNames(source)) {
                inventory.names(source);
            } else {
                Path path = Path.of(source);
                inventory.directories.add(directory(path));
                inventory.read(path);
            }
        }
        return inventory.listing.listed(new VariableFiles(inventory.directories, playbookDirectory, decryption, diagnostics));
    }

    /** Whether a source is hosts with commas between, {@code kvm1,kvm2} or {@code kvm1,}, and no file. */
    public static boolean isListOfNames(String source) {
        return source.contains(",") && !Files.exists(Path.of(source));
    }

    private static Path directory(Path source) {
        Path path = source.toAbsolutePath().normalize();
        return Files.isDirectory(path) || path.getParent() == null ? path : path.getParent();
    }

    private void names(String source) {
        for (String name : source.split(",")) {
            if (!name.isBlank()) {
                listing.addHosts(name.strip(), Listing.UNGROUPED, Shown.whole("-i " + source));
            }
        }
    }

    private void read(Path source) throws InterruptedException {
        String name = Shown.of(source);
        try {
            if (Files.isDirectory(source)) {
                directoryOf(source);
                return;
            }
            byte[] start = start(source);
            boolean script = start.length > 1 && start[0] == '#' && start[1] == '!';
            boolean binary = start.length > 3 && start[0] == 0x7f && start[1] == 'E' && start[2] == 'L' && start[3] == 'F';
            if (script && !Files.isExecutable(source)) {
                diagnostics.error(Shown.whole(name), "is a program, and not executable", "chmod +x " + name);
            } else if (script || binary && Files.isExecutable(source)) {
                new ProgramInventory(source, answerWithin, listing, decryption, diagnostics).read();
            } else {
                text(name, source);
            }
        } catch (IOException e) {
            diagnostics.error(Shown.whole(name), "cannot be read: " + Shown.why(e));
        }
    }

    private static byte[] start(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(4);
        }
    }

    private void text(String name, Path source) throws IOException {
        String text = Files.readString(source, StandardCharsets.UTF_8);
        if (text.startsWith("$ANSIBLE_VAULT;")) {
            try {
                parse(name, source, (decryption.opensFiles() ? decryption : Decryption.none()).decrypt(text));
            } catch (Decryption.Refused e) {
                diagnostics.error(Shown.whole(name), e.getMessage());
            }
            return;
        }
        diagnostics.source(name, text);
        parse(name, source, text);
    }

    /** By its ending, or as Ansible does it where a file has none: YAML, if it is a mapping, else INI. */
    private void parse(String name, Path source, String text) {
        String file = source.getFileName().toString();
        int dot = file.lastIndexOf('.');
        if (dot > 0 ? YAML.contains(file.substring(dot)) : YamlDocument.isMapping(text)) {
            YamlInventory.read(name, text, listing, decryption, diagnostics);
        } else {
            IniInventory.read(name, text, listing, diagnostics);
        }
    }

    /** All inventories of a directory, in the order of their names, and those of directories in it. */
    private void directoryOf(Path directory) throws IOException, InterruptedException {
        List<Path> entries;
        try (Stream<Path> all = Files.list(directory)) {
            entries = all.sorted().toList();
        }
        for (Path entry : entries) {
            String name = entry.getFileName().toString();
            if (BESIDE.contains(name)) {
                continue;
            }
            if (LEFT_OUT.matcher(name).matches()) {
                if (name.endsWith(".ini") || name.endsWith(".cfg")) {
                    diagnostics.warning(Shown.whole(Shown.of(entry)), "is left out: in a directory of inventories Ansible takes no files with this ending",
                            "name it without the ending, or give it with -i itself");
                }
            } else if (name.endsWith(".groovy")) {
                diagnostics.error(Shown.whole(Shown.of(entry)), "is a Groovy inventory among Ansible's", "give it with -i itself");
            } else {
                read(entry);
            }
        }
    }
}
