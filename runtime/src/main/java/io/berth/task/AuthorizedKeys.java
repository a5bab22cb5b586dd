package io.berth.task;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a file of authorized keys. */
final class AuthorizedKeys {

    private static final Pattern KEY = Pattern.compile("(?:^|[ \\t])((?:ssh|ecdsa|sk)-[A-Za-z0-9@.-]+[ \\t]+[A-Za-z0-9+/]+={0,2})(?:[ \\t]|$)");

    private AuthorizedKeys() {
    }

    /** Type and key of a line, which are the key itself: options and comments are not. Empty if it is none. */
    static Optional<String> key(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return Optional.empty();
        }
        // options stand before the key; in their quotes may be anything
        Matcher found = KEY.matcher(withoutQuoted(line));
        return found.find() ? Optional.of(found.group(1).replaceAll("[ \\t]+", " ")) : Optional.empty();
    }

    private static String withoutQuoted(String line) {
        return line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"");
    }

    /** The line of a key with other options; empty: those it has. */
    static String line(String said, String options) {
        String line = said.strip();
        if (options.isEmpty()) {
            return line;
        }
        Matcher found = KEY.matcher(line);
        return found.find() ? options + " " + line.substring(found.start(1)) : line;
    }

    /**
     * The file with these keys in it.
     *
     * @param wanted lines, each a key
     * @param exclusive whether no others remain
     */
    static String with(String before, List<String> wanted, boolean exclusive) {
        List<String> lines = new ArrayList<>();
        Map<String, String> open = new LinkedHashMap<>();
        wanted.forEach(line -> open.put(key(line).orElseThrow(), line));
        Set<String> ours = Set.copyOf(open.keySet());
        for (String line : before.lines().toList()) {
            Optional<String> key = key(line);
            if (key.isPresent() && ours.contains(key.get())) {
                String said = open.remove(key.get());
                if (said != null) {
                    lines.add(options(said).equals(options(line)) ? line : said);
                }
            } else if (key.isEmpty() || !exclusive) {
                lines.add(line);
            }
        }
        lines.addAll(open.values());
        return text(lines);
    }

    static String without(String before, List<String> unwanted) {
        Set<String> keys = new HashSet<>();
        unwanted.forEach(line -> keys.add(key(line).orElseThrow()));
        return text(before.lines().filter(line -> key(line).filter(keys::contains).isEmpty()).toList());
    }

    private static String options(String line) {
        Matcher found = KEY.matcher(line);
        return found.find() ? line.substring(0, found.start(1)).strip() : "";
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
