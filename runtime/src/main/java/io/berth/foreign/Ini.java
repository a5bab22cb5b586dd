package io.berth.foreign;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sections of keys and values as Python's ConfigParser reads them: keys in lower case, a section that comes again goes on, a line that begins with white space does, too,
 * and {@code %(key)s} stands for another value of the section.
 */
final class Ini {

    private static final Pattern OTHER = Pattern.compile("%\\(([^)]+)\\)s");

    /** A value and where it begins. */
    record Value(String text, SourceRange at) { }

    private Ini() {
    }

    /** Sections in their order; what is neither section nor value is an error. */
    static Map<String, Map<String, Value>> sections(String file, String text, Diagnostics diagnostics) {
        diagnostics.source(file, text);
        Map<String, Map<String, Value>> sections = new LinkedHashMap<>();
        Map<String, Value> section = null;
        String key = "";
        int number = 0;
        for (String raw : text.lines().toList()) {
            SourceRange at = new SourceRange(file, ++number, 0, 0);
            String line = raw.replaceFirst("\\s;.*", "").strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            if (Character.isWhitespace(raw.charAt(0)) && section != null && section.containsKey(key)) {
                Value begun = section.get(key);
                section.put(key, new Value(begun.text() + " " + line, begun.at()));
                continue;
            }
            int equals = equals(line);
            if (line.startsWith("[") && line.endsWith("]")) {
                section = sections.computeIfAbsent(line.substring(1, line.length() - 1).strip(), name -> new LinkedHashMap<>());
                key = "";
            } else if (section == null || equals <= 0) {
                diagnostics.error(at, section == null ? "this is in no section" : "this is neither a section nor 'key = value'");
            } else {
                key = line.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                section.put(key, new Value(line.substring(equals + 1).strip(), at));
            }
        }
        Map<String, Value> usual = sections.getOrDefault("DEFAULT", Map.of());
        sections.values().forEach(one -> one.replaceAll((name, value) -> filled(value, one, usual)));
        return sections;
    }

    /** Where the value begins: behind the first = or colon. */
    private static int equals(String line) {
        int equals = line.indexOf('=');
        int colon = line.indexOf(':');
        return equals < 0 ? colon : colon < 0 ? equals : Math.min(equals, colon);
    }

    private static Value filled(Value value, Map<String, Value> section, Map<String, Value> usual) {
        return new Value(OTHER.matcher(value.text()).replaceAll(found -> {
            String other = found.group(1).toLowerCase(Locale.ROOT);
            Value meant = section.getOrDefault(other, usual.get(other));
            return Matcher.quoteReplacement(meant == null ? found.group() : meant.text());
        }), value.at());
    }
}
