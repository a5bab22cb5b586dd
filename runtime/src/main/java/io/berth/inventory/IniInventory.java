package io.berth.inventory;

import io.berth.diag.DidYouMean;
import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import io.berth.model.InventorySource.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An INI inventory: hosts by line, {@code [group]}, {@code [group:children]}, {@code [group:vars]}. */
final class IniInventory {

    private static final Pattern SECTION = Pattern.compile("\\[([^:\\]\\s]+)(?::(\\w+))?]\\s*(?:#.*)?");
    private static final Pattern CHILD = Pattern.compile("([^:\\]\\s]+)\\s*(?:#.*)?");
    private static final List<String> KINDS = List.of("hosts", "children", "vars");

    /** A line that names a group before it is known whether there is one. */
    private record Mention(String group, String child, SourceRange at) { }

    private final String file;
    private final Listing listing;
    private final Diagnostics diagnostics;
    private final List<Mention> children = new ArrayList<>();
    private final Map<String, SourceRange> onlyVariables = new LinkedHashMap<>();
    private final Map<String, Map<String, Value>> variables = new LinkedHashMap<>();
    private String group = Listing.UNGROUPED;
    private String kind = "hosts";

    private IniInventory(String file, Listing listing, Diagnostics diagnostics) {
        this.file = file;
        this.listing = listing;
        this.diagnostics = diagnostics;
    }

    static void read(String file, String text, Listing listing, Diagnostics diagnostics) {
        IniInventory inventory = new IniInventory(file, listing, diagnostics);
        int number = 0;
        for (String line : text.lines().toList()) {
            inventory.line(line, ++number);
        }
        inventory.settle();
    }

    private void line(String written, int number) {
        String line = written.strip();
        if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
            return;
        }
        int column = written.indexOf(line) + 1;
        SourceRange at = new SourceRange(file, number, column, column + line.length());
        Matcher section = SECTION.matcher(line);
        if (section.matches()) {
            section(section.group(1), section.group(2) == null ? "hosts" : section.group(2), at);
        } else if (line.startsWith("[") && line.endsWith("]")) {
            diagnostics.error(at, "'" + line + "' is not a section", "[group], [group:children] or [group:vars], without blanks");
        } else {
            switch (kind) {
                case "hosts" -> hosts(line, at);
                case "vars" -> variable(line, at);
                case "children" -> child(line, at);
                default -> { } // of an unknown kind of section, which is said, nothing is known
            }
        }
    }

    private void section(String name, String wanted, SourceRange at) {
        group = name;
        kind = KINDS.contains(wanted) ? wanted : "unknown";
        if (kind.equals("unknown")) {
            diagnostics.error(at, "a section cannot be of the kind '" + wanted + "'", DidYouMean.hint(wanted, KINDS));
        } else if (kind.equals("vars")) {
            onlyVariables.putIfAbsent(name, at);
        } else if (!listing.addGroup(name, at)) {
            kind = "unknown";
        }
    }

    private void hosts(String line, SourceRange at) {
        List<ShellWords.Word> words;
        try {
            words = ShellWords.of(line);
        } catch (IllegalArgumentException e) {
            diagnostics.error(at, e.getMessage());
            return;
        }
        SourceRange nameAt = within(at, words.get(0));
        List<String> hosts = listing.addHosts(words.get(0).text(), group, nameAt);
        for (ShellWords.Word word : words.subList(1, words.size())) {
            int equals = word.text().indexOf('=');
            if (equals < 1) {
                diagnostics.error(within(at, word), "after the host variables are expected, name=value, not '" + word.text() + "'",
                        "one host a line; a value with blanks wants quotes");
                continue;
            }
            Value value = new Value(PythonLiteral.valueOf(word.text().substring(equals + 1)), within(at, word));
            hosts.forEach(host -> listing.setHostVariable(host, word.text().substring(0, equals), value));
        }
    }

    private static SourceRange within(SourceRange line, ShellWords.Word word) {
        int column = line.column() + word.column() - 1;
        return new SourceRange(line.file(), line.line(), column, Math.min(line.endColumn(), column + Math.max(1, word.text().length())));
    }

    private void variable(String line, SourceRange at) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            diagnostics.error(at, "a variable of '" + group + "' is expected, name=value, not '" + line + "'");
            return;
        }
        variables.computeIfAbsent(group, fresh -> new LinkedHashMap<>())
                .put(line.substring(0, equals).strip(), new Value(PythonLiteral.valueOf(line.substring(equals + 1).strip()), at));
    }

    private void child(String line, SourceRange at) {
        Matcher name = CHILD.matcher(line);
        if (name.matches()) {
            children.add(new Mention(group, name.group(1), at));
        } else {
            diagnostics.error(at, "the name of a group is expected, not '" + line + "'");
        }
    }

    /** What names groups is settled at the end, since they may stand further down. */
    private void settle() {
        for (Mention mention : children) {
            if (listing.hasGroup(mention.child())) {
                listing.addChild(mention.group(), mention.child(), mention.at());
            } else {
                listing.unknownGroup(mention.child(), "[" + mention.group() + ":children] names", mention.at());
            }
        }
        onlyVariables.forEach((name, at) -> {
            if (listing.hasGroup(name)) {
                variables.getOrDefault(name, Map.of()).forEach((variable, value) -> listing.setGroupVariable(name, variable, value));
            } else {
                listing.unknownGroup(name, "the section gives variables to", at);
            }
        });
    }
}
