package io.berth.cli;

import io.berth.diag.Diagnostics;
import io.berth.inventory.Decryption;
import io.berth.inventory.VariableFile;
import io.berth.model.InventorySource.Value;
import io.berth.script.Given;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What {@code -e} gives: {@code name=value}, {@code @file} in YAML or JSON, {@code {json}}. Later ones win. */
final class GivenVariables {

    private GivenVariables() {
    }

    /**
     * What a request keeps of it, in order: values by name, of a JSON text with their types, and files as a name that begins with
     * {@code @}, absolute, which a resume reads again: what is secret in them comes into no journal.
     *
     * @throws Usage if one makes no sense
     */
    static Map<String, Object> kept(List<String> words) {
        Map<String, Object> kept = new LinkedHashMap<>();
        for (String word : words) {
            if (word.startsWith("@")) {
                keep(kept, "@" + file(word.substring(1)), "");
            } else if (word.startsWith("{")) {
                json(word).forEach((name, value) -> keep(kept, name, value.value()));
            } else {
                int equals = word.indexOf('=');
                if (equals < 1) {
                    throw new Usage("-e wants name=value, @file or {json}, not '" + word + "'");
                }
                keep(kept, word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return kept;
    }

    private static void keep(Map<String, Object> kept, String name, Object value) {
        kept.remove(name); // so that it comes last
        kept.put(name, value);
    }

    private static Path file(String name) {
        Path file = Path.of(name).toAbsolutePath().normalize();
        if (!Files.isReadable(file)) {
            throw new Usage("-e: the file '" + name + "' is not there or cannot be read");
        }
        return file;
    }

    private static Map<String, Value> json(String text) {
        Diagnostics diagnostics = new Diagnostics();
        diagnostics.source("-e", text);
        Map<String, Value> values = new VariableFile(Decryption.none(), diagnostics).parse("-e", text);
        diagnostics.throwIfErrors();
        return values;
    }

    /** The variables of a request, its files read. */
    static Given read(Map<String, Object> kept, Decryption decryption, Diagnostics diagnostics) {
        Map<String, Object> values = new LinkedHashMap<>();
        Set<String> unasked = new LinkedHashSet<>();
        kept.forEach((name, value) -> {
            if (name.startsWith("@")) {
                new VariableFile(decryption, diagnostics).read(Path.of(name.substring(1))).forEach((variable, is) -> {
                    values.put(variable, is.value());
                    unasked.add(variable);
                });
            } else {
                values.put(name, value);
                unasked.remove(name);
            }
        });
        return new Given(values, unasked);
    }
}
