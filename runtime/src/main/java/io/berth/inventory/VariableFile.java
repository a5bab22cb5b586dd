package io.berth.inventory;

import io.berth.diag.Diagnostics;
import io.berth.model.InventorySource.Value;
import io.berth.model.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** A file of variables in YAML or JSON, as a whole or in parts encrypted by Ansible Vault. */
public final class VariableFile {

    private final Decryption decryption;
    private final Diagnostics diagnostics;

    public VariableFile(Decryption decryption, Diagnostics diagnostics) {
        this.decryption = decryption;
        this.diagnostics = diagnostics;
    }

    /**
     * Its variables, in its order; those of an encrypted file are secrets. What is wrong is said, and left out.
     *
     * @param file an existing file or not
     */
    public Map<String, Value> read(Path file) {
        String name = Shown.of(file);
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            diagnostics.error(Shown.whole(name), "cannot be read: " + Shown.why(e));
            return Map.of();
        }
        if (text.startsWith("$ANSIBLE_VAULT;")) {
            return encrypted(name, text);
        }
        diagnostics.source(name, text);
        return variables(name, text, diagnostics);
    }

    /** Variables in the text of an option. */
    public Map<String, Value> parse(String name, String text) {
        return variables(name, text, diagnostics);
    }

    private Map<String, Value> encrypted(String name, String text) {
        if (!decryption.opensFiles()) {
            diagnostics.warning(Shown.whole(name), "is encrypted, and is not opened only to look: its variables are left out");
            return Map.of();
        }
        try {
            // The text is not made known to the diagnostics: they would quote it.
            Map<String, Value> secret = new LinkedHashMap<>();
            variables(name, decryption.decrypt(text), diagnostics).forEach((key, said) -> secret.put(key, new Value(sealed(key, said.value()), said.at())));
            return secret;
        } catch (Decryption.Refused e) {
            diagnostics.error(Shown.whole(name), e.getMessage());
            return Map.of();
        }
    }

    /** Texts become secrets, also those inside of lists and maps; a number is not told from others by hiding it. */
    private static Object sealed(String name, Object value) {
        if (value instanceof String text) {
            return new Secret(name, text);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> sealed = new LinkedHashMap<>();
            map.forEach((key, inner) -> sealed.put((String) key, sealed(name + "." + key, inner)));
            return sealed;
        }
        if (value instanceof java.util.List<?> list) {
            return list.stream().map(inner -> sealed(name, inner)).toList();
        }
        return value instanceof Number ? new Secret(name, value.toString()) : value;
    }

    private Map<String, Value> variables(String name, String text, Diagnostics into) {
        Optional<YamlDocument> document = YamlDocument.parse(name, text, decryption, into);
        Optional<Node> root = document.flatMap(YamlDocument::root);
        if (root.isEmpty()) {
            return Map.of();
        }
        if (root.get() instanceof MappingNode mapping) {
            return document.get().variables(mapping);
        }
        into.error(document.get().at(root.get()), "variables are a mapping of names to values");
        return Map.of();
    }
}
