package io.berth.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The value of one option of QEMU, in either of its spellings: {@code key=value,key.sub=value}, where two commas mean one, or JSON, whose
 * objects become keys with dots.
 */
final class OptionList {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> values = new LinkedHashMap<>();

    private OptionList() {
    }

    /** @param implied the key of a first part that has none; empty: it is a switch as the later ones are */
    static OptionList of(String text, String implied) {
        OptionList list = new OptionList();
        if (text.startsWith("{")) {
            list.json(text);
            return list;
        }
        StringBuilder part = new StringBuilder();
        boolean first = true;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != ',') {
                part.append(text.charAt(i));
            } else if (i + 1 < text.length() && text.charAt(i + 1) == ',') {
                part.append(text.charAt(i++));
            } else {
                list.part(part.toString(), first ? implied : "");
                part.setLength(0);
                first = false;
            }
        }
        list.part(part.toString(), first ? implied : "");
        return list;
    }

    private void part(String part, String implied) {
        int equals = part.indexOf('=');
        if (equals >= 0) {
            values.put(part.substring(0, equals), part.substring(equals + 1));
        } else if (!implied.isEmpty()) {
            values.put(implied, part);
        } else if (part.startsWith("no") && !part.equals("node-name")) {
            values.put(part.substring(2), "off");
        } else {
            values.put(part, "on");
        }
    }

    private void json(String text) {
        try {
            flat("", JSON.readTree(text));
        } catch (JsonProcessingException e) {
            // QEMU would not have taken it, either: it says nothing
            values.clear();
        }
    }

    private void flat(String prefix, JsonNode node) {
        if (node.isObject()) {
            node.properties().forEach(one -> flat(prefix.isEmpty() ? one.getKey() : prefix + "." + one.getKey(), one.getValue()));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flat(prefix + "." + i, node.get(i));
            }
        } else {
            values.put(prefix, node.isBoolean() ? node.asBoolean() ? "on" : "off" : node.asText());
        }
    }

    /** Empty: it says none. */
    String get(String key) {
        return values.getOrDefault(key, "");
    }

    boolean is(String key) {
        return get(key).equals("on") || get(key).equals("yes") || get(key).equals("true");
    }

    Map<String, String> all() {
        return values;
    }
}
