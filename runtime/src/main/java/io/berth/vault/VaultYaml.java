package io.berth.vault;

import java.io.InputStreamReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML file of secrets: a map of names and texts. It is encrypted as a whole, or values in it are, with the tag {@code !vault}. */
final class VaultYaml {

    private static final Tag VAULT = new Tag("!vault");

    private VaultYaml() {
    }

    /** A value, decrypted when it is asked for. */
    @FunctionalInterface
    interface Value {
        /** @throws VaultFailure if it is no text, or cannot be decrypted */
        String text() throws VaultFailure;
    }

    /** @throws VaultFailure if the file cannot be decrypted, or is no map; without its text */
    static Map<String, Value> values(byte[] file, Keyring keys) throws VaultFailure {
        byte[] plain = VaultText.is(file) ? keys.decrypt(file) : file;
        Node root = compose(plain);
        if (root == null) {
            return Map.of();
        }
        if (!(root instanceof MappingNode map)) {
            throw new VaultFailure("holds no names with values, as 'db: …' on a line");
        }
        Map<String, Value> values = new LinkedHashMap<>();
        for (NodeTuple entry : map.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode name) {
                values.put(name.getValue(), () -> text(name.getValue(), entry.getValueNode(), keys));
            }
        }
        return values;
    }

    private static Node compose(byte[] plain) throws VaultFailure {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions()))
                    .compose(new InputStreamReader(new ByteArrayInputStream(plain), StandardCharsets.UTF_8));
        } catch (YAMLException e) {
            // Its message quotes the line; no cause either, for that has the same.
            throw new VaultFailure("is not YAML once it is decrypted: 'berth vault edit' shows it");
        }
    }

    private static String text(String name, Node node, Keyring keys) throws VaultFailure {
        if (!(node instanceof ScalarNode value)) {
            throw new VaultFailure("'" + name + "' in it is no text");
        }
        if (!value.getTag().equals(VAULT)) {
            return value.getValue();
        }
        try {
            return new String(keys.decrypt(value.getValue().strip().getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
        } catch (VaultFailure e) {
            throw new VaultFailure("'" + name + "' in it: " + e.getMessage(), e);
        }
    }
}
