package io.berth.vault;

import java.io.InputStreamReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A YAML file of secrets: names and texts, or names and what has names again. It is encrypted as a whole, or values in it are, with the
 * tag {@code !vault}; those are decrypted when they are asked for.
 */
final class VaultYaml {

    private static final Tag VAULT = new Tag("!vault");

    private final MappingNode root;
    private final Keyring keys;

    private VaultYaml(MappingNode root, Keyring keys) {
        this.root = root;
        this.keys = keys;
    }

    /** @throws VaultFailure if the file cannot be decrypted, or is no map; without its text */
    static VaultYaml of(byte[] file, Keyring keys) throws VaultFailure {
        byte[] plain = VaultText.is(file) ? keys.decrypt(file) : file;
        Node root = compose(plain);
        if (root == null) {
            return new VaultYaml(new MappingNode(Tag.MAP, List.of(), DumperOptions.FlowStyle.AUTO), keys);
        }
        if (!(root instanceof MappingNode map)) {
            throw new VaultFailure("holds no names with values, as 'db: …' on a line");
        }
        return new VaultYaml(map, keys);
    }

    /**
     * The value of that name, {@code db.password} being the one of {@code password} in what {@code db} holds, and {@code users.0} the first
     * of a list. A name that is in the file as it is comes first.
     *
     * @return empty if there is none
     * @throws VaultFailure if it is no text, or cannot be decrypted
     */
    Optional<String> text(String name) throws VaultFailure {
        Optional<Node> found = Optional.ofNullable(named(root).get(name)).or(() -> in(root, name));
        return found.isEmpty() ? Optional.empty() : Optional.of(text(name, found.get()));
    }

    private static Optional<Node> in(Node node, String name) {
        if (node instanceof SequenceNode list) {
            return IntStream.range(0, list.getValue().size()).boxed()
                    .flatMap(at -> at(name, at.toString(), list.getValue().get(at)).stream()).findFirst();
        }
        if (node instanceof MappingNode map) {
            return named(map).entrySet().stream().flatMap(entry -> at(name, entry.getKey(), entry.getValue()).stream()).findFirst();
        }
        return Optional.empty();
    }

    /** Of a name that comes twice, the last counts, as for Ansible. */
    private static Map<String, Node> named(MappingNode map) {
        Map<String, Node> named = new LinkedHashMap<>();
        for (NodeTuple entry : map.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode name) {
                named.put(name.getValue(), entry.getValueNode());
            }
        }
        return named;
    }

    private static Optional<Node> at(String name, String key, Node value) {
        if (name.equals(key)) {
            return Optional.of(value);
        }
        return name.startsWith(key + ".") ? in(value, name.substring(key.length() + 1)) : Optional.empty();
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

    private String text(String name, Node node) throws VaultFailure {
        if (!(node instanceof ScalarNode value)) {
            throw new VaultFailure("'" + name + "' in it is no text, but holds others: ask for one, as '"
                    + name + (node instanceof SequenceNode ? ".0'" : ".NAME'"));
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
