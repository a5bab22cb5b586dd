package io.berth.cli;

import io.berth.diag.Diagnostics;
import io.berth.inventory.AnsibleInventory;
import io.berth.inventory.Decryption;
import io.berth.model.InventorySource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code -i} names: Groovy inventories, Ansible's, names of hosts, and the lab. */
final class Inventories {

    private Inventories() {
    }

    /**
     * Reads all that are not Groovy; programs among them are run.
     *
     * @param playbookDirectory whose {@code group_vars} and {@code host_vars} count too
     * @return what the Ansible inventories say together, where the first of them stands, and the Groovy ones, which win over those
     *     before them
     * @throws Usage if one is not there
     */
    static List<InventorySource> read(List<String> sources, Optional<Path> playbookDirectory, Decryption decryption, Diagnostics diagnostics)
            throws InterruptedException {
        sources.forEach(Inventories::checkThere);
        List<String> foreign = sources.stream().filter(source -> !isGroovy(source)).toList();
        List<InventorySource> read = new ArrayList<>();
        boolean done = false;
        for (String source : sources) {
            if (isGroovy(source)) {
                read.add(new InventorySource.GroovyFile(file(source)));
            } else if (!done) {
                read.add(AnsibleInventory.read(foreign, playbookDirectory, decryption, AnsibleInventory.ANSWER_WITHIN, diagnostics));
                done = true;
            }
        }
        return read;
    }

    private static boolean isGroovy(String source) {
        return source.equals("lab") || source.endsWith(".groovy");
    }

    private static void checkThere(String source) {
        boolean names = !isGroovy(source) && AnsibleInventory.isListOfNames(source);
        if (!names && !Files.isReadable(file(source))) {
            throw new Usage(source.equals("lab")
                    ? "the lab is down: 'berth lab up' brings it up"
                    : "inventory '" + source + "' is not there or cannot be read; names of hosts have a comma: -i kvm1,");
        }
    }

    private static Path file(String source) {
        return source.equals("lab") ? lab() : Path.of(source);
    }

    /** A source that means the same from any working directory, for a run to be resumed from another. */
    static String absolute(String source) {
        return source.equals("lab") || !isGroovy(source) && AnsibleInventory.isListOfNames(source) ? source : Path.of(source).toAbsolutePath().normalize().toString();
    }

    private static Path lab() {
        String state = System.getenv().getOrDefault("BERTH_LAB", "/var/lib/berth-lab");
        return Path.of(state, "run", "inventory.groovy");
    }
}
