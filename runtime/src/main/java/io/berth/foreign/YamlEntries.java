package io.berth.foreign;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** YAML as it is written: its values are texts, for a MAC may look like a number to the base of sixty. No object is made of anything. */
final class YamlEntries {

    private static final int DEEPEST = 20;

    private final String file;
    private final Diagnostics diagnostics;
    private final Map<String, Node> all;

    private YamlEntries(String file, String text, Diagnostics diagnostics) {
        this.file = file;
        this.diagnostics = diagnostics;
        this.all = read(text);
    }

    static YamlEntries of(String file, String text, Diagnostics diagnostics) {
        return new YamlEntries(file, text, diagnostics);
    }

    private Map<String, Node> read(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        try {
            return entries(new Yaml(new SafeConstructor(options)).compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            diagnostics.error(new SourceRange(file, e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1, 0, 0), "this is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            diagnostics.error(new SourceRange(file, 0, 0, 0), "this is not YAML: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        return Map.of();
    }

    String file() {
        return file;
    }

    /** The document's. */
    Map<String, Node> all() {
        return all;
    }

    /** What a mapping has, in its order; of nothing none. */
    Map<String, Node> entries(Node node) {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (node == null || node instanceof ScalarNode scalar && scalar.getValue().isEmpty()) {
            return entries;
        }
        if (!(node instanceof MappingNode mapping)) {
            diagnostics.error(at(node), "this is no mapping of names to what they are: name: …");
            return entries;
        }
        for (NodeTuple entry : mapping.getValue()) {
            String key = text(entry.getKeyNode());
            if (entries.putIfAbsent(key, entry.getValueNode()) != null) {
                diagnostics.error(at(entry.getKeyNode()), "'" + key + "' is said twice");
            }
        }
        return entries;
    }

    /** As it is written; of nothing empty. */
    String text(Node node) {
        if (node == null) {
            return "";
        }
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        diagnostics.error(at(node), "this is to be one value");
        return "";
    }

    /** What cannot be taken over, in one line. */
    String shown(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "several, in line " + (node.getStartMark().getLine() + 1);
    }

    SourceRange at(Node node) {
        return new SourceRange(file, node == null ? 0 : node.getStartMark().getLine() + 1, 0, 0);
    }
}
