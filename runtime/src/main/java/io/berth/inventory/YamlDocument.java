package io.berth.inventory;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.InventorySource.Value;
import io.berth.model.Secret;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** A YAML or JSON text as Ansible reads it. Only plain data come of it, whatever its tags say; each node keeps its place. */
final class YamlDocument {

    private static final Tag VAULT = new Tag("!vault");
    private static final Tag OLD_VAULT = new Tag("!vault-encrypted");
    private static final Tag UNSAFE = new Tag("!unsafe");
    private static final Pattern ESCAPE = Pattern.compile("\\\\.", Pattern.DOTALL);
    private static final int DEEPEST = 60;

    /** An entry of a mapping; merges ({@code <<}) are among them. */
    record Entry(String key, SourceRange at, Node value) { }

    private final String file;
    private final Node root;
    private final Decryption decryption;
    private final Diagnostics diagnostics;

    private YamlDocument(String file, Node root, Decryption decryption, Diagnostics diagnostics) {
        this.file = file;
        this.root = root;
        this.decryption = decryption;
        this.diagnostics = diagnostics;
    }

    /** The parsed text; empty when it is no YAML, and that is said. */
    static Optional<YamlDocument> parse(String file, String text, Decryption decryption, Diagnostics diagnostics) {
        try {
            return Optional.of(new YamlDocument(file, compose(text), decryption, diagnostics));
        } catch (MarkedYAMLException e) {
            SourceRange at = e.getProblemMark() == null ? Shown.whole(file) : new SourceRange(file, e.getProblemMark().getLine() + 1,
                    e.getProblemMark().getColumn() + 1, e.getProblemMark().getColumn() + 2);
            diagnostics.error(at, "is not YAML: " + (e.getContext() == null ? "" : e.getContext() + ", ") + e.getProblem());
        } catch (YAMLException e) {
            diagnostics.error(Shown.whole(file), "is not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return Optional.empty();
    }

    /** Whether the text is a YAML mapping. */
    static boolean isMapping(String text) {
        try {
            return compose(text) instanceof MappingNode;
        } catch (YAMLException e) {
            return false;
        }
    }

    /** @return null where the text holds nothing */
    private static Node compose(String text) {
        boolean json = text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[");
        StreamReader reader = new StreamReader(new StringReader(json ? asYaml(text) : text));
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        return new Composer(new ParserImpl(reader, options), new YamlRules(json), options).getSingleNode();
    }

    /** JSON is YAML but for tabs, which may stand between its signs and never inside its texts, and for the escape {@code \/}. */
    private static String asYaml(String json) {
        return ESCAPE.matcher(json.replace('\t', ' ')).replaceAll(escape -> escape.group().equals("\\/") ? "/" : Matcher.quoteReplacement(escape.group()));
    }

    Optional<Node> root() {
        return Optional.ofNullable(root).filter(node -> !Tag.NULL.equals(node.getTag()));
    }

    SourceRange at(Node node) {
        int line = node.getStartMark().getLine();
        int column = node.getStartMark().getColumn() + 1;
        boolean oneLine = node.getEndMark().getLine() == line;
        return new SourceRange(file, line + 1, column, oneLine ? Math.max(column + 1, node.getEndMark().getColumn() + 1) : column + 1);
    }

    static boolean isNothing(Node node) {
        return Tag.NULL.equals(node.getTag());
    }

    /** The entries of a mapping, later ones of a name in the place of earlier ones. */
    List<Entry> entries(MappingNode mapping) {
        return entries(mapping, 0);
    }

    private List<Entry> entries(MappingNode mapping, int depth) {
        Map<String, Entry> merged = new LinkedHashMap<>();
        Map<String, Entry> own = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (Tag.MERGE.equals(tuple.getKeyNode().getTag())) {
                merge(tuple.getValueNode(), merged, depth);
                continue;
            }
            SourceRange at = at(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                diagnostics.error(at, "a name is a text, not a list or a mapping");
                continue;
            }
            String name = String.valueOf(scalar(key));
            Entry earlier = own.put(name, new Entry(name, at, tuple.getValueNode()));
            if (earlier != null) {
                diagnostics.warning(at, "'" + name + "' stands here a second time, and this one counts", "first at " + earlier.at());
            }
        }
        merged.putAll(own);
        return List.copyOf(merged.values());
    }

    private void merge(Node from, Map<String, Entry> into, int depth) {
        if (depth > DEEPEST) {
            diagnostics.error(at(from), "the mappings merge one another");
        } else if (from instanceof MappingNode mapping) {
            entries(mapping, depth + 1).forEach(entry -> into.putIfAbsent(entry.key(), entry));
        } else if (from instanceof SequenceNode many) {
            many.getValue().forEach(one -> merge(one, into, depth + 1));
        } else {
            diagnostics.error(at(from), "'<<' takes a mapping or a list of mappings");
        }
    }

    /** The entries of a mapping as variables. */
    Map<String, Value> variables(MappingNode mapping) {
        Map<String, Value> variables = new LinkedHashMap<>();
        for (Entry entry : entries(mapping)) {
            variables.put(entry.key(), new Value(value(entry.value(), entry.key(), 0), entry.at()));
        }
        return variables;
    }

    private Object value(Node node, String name, int depth) {
        if (depth > DEEPEST) {
            diagnostics.error(at(node), "'" + name + "' is nested too deeply, or in itself");
            return null;
        }
        if (node.getTag().equals(VAULT) || node.getTag().equals(OLD_VAULT)) {
            return secret(node, name);
        }
        if (node instanceof MappingNode mapping) {
            Map<String, Object> map = new LinkedHashMap<>();
            entries(mapping).forEach(entry -> map.put(entry.key(), value(entry.value(), name + "." + entry.key(), depth + 1)));
            return Collections.unmodifiableMap(map);
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> list = new ArrayList<>();
            sequence.getValue().forEach(element -> list.add(value(element, name, depth + 1)));
            return Collections.unmodifiableList(list);
        }
        return scalar((ScalarNode) node);
    }

    private Object secret(Node node, String name) {
        if (node instanceof ScalarNode text) {
            try {
                return new Secret(name, decryption.decrypt(text.getValue()));
            } catch (Decryption.Refused e) {
                diagnostics.error(at(node), "'" + name + "' " + e.getMessage());
            }
        } else {
            diagnostics.error(at(node), "'!vault' stands before an encrypted text");
        }
        return new Secret(name, "");
    }

    private Object scalar(ScalarNode node) {
        Tag tag = node.getTag();
        String text = node.getValue();
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.BOOL)) {
            return YamlRules.isTrue(text);
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            try {
                return tag.equals(Tag.INT) ? YamlRules.whole(text) : YamlRules.decimal(text);
            } catch (NumberFormatException e) {
                diagnostics.error(at(node), "'" + text + "' is not a number");
                return null;
            }
        }
        if (!tag.equals(Tag.STR) && !tag.equals(UNSAFE) && !tag.equals(Tag.MERGE)) {
            diagnostics.error(at(node), "the tag " + tag.getValue() + " is not known", "known: !vault, !unsafe");
        }
        return text;
    }
}
