package io.berth.libvirt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one call of virsh with many commands printed. Before each answer stands its label between two U+0001, a
 * character that no XML text and no answer of libvirt can hold: {@code ^Alive 6695eb01-…^A<domain …}.
 */
record Listing(Map<String, Map<String, String>> byUuid) {

    private static final String MARK = "\u0001";

    /** @throws IllegalArgumentException if it was cut off */
    static Listing parse(String out) {
        List<String> parts = new ArrayList<>(List.of(out.split(MARK, -1)));
        if (parts.size() < 3 || !parts.get(parts.size() - 2).equals("end")) {
            throw new IllegalArgumentException("virsh's listing was cut off");
        }
        Map<String, Map<String, String>> byUuid = new LinkedHashMap<>();
        for (int i = 1; i < parts.size() - 2; i += 2) {
            String[] label = parts.get(i).split(" ", 2);
            byUuid.computeIfAbsent(label[1], uuid -> new LinkedHashMap<>()).put(label[0], parts.get(i + 1).strip());
        }
        return new Listing(byUuid);
    }

    /** Whether all these answers came: what went away while virsh looked answered nothing. */
    static boolean complete(Map<String, String> answers, String... labels) {
        return List.of(labels).stream().noneMatch(label -> answers.getOrDefault(label, "").isEmpty());
    }

    /** @throws IllegalArgumentException if it is not XML */
    static Element xml(String text) {
        try {
            return Xml.parse(text);
        } catch (XmlError e) {
            throw new IllegalArgumentException("virsh gave no XML: " + e.getMessage(), e);
        }
    }

    /** Value of a {@code Key:   value} line; empty when there is none. */
    static String field(String info, String key) {
        return info.lines()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.substring(key.length() + 1).strip())
                .findFirst().orElse("");
    }
}
