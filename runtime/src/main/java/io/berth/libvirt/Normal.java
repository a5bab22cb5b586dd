package io.berth.libvirt;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The normal form in which two texts of a domain that mean the same are the same. */
final class Normal {

    private static final Set<String> AMOUNTS = Set.of("memory", "currentMemory", "maxMemory", "tb-cache");
    private static final Map<String, Long> UNITS = Map.ofEntries(
            Map.entry("b", 1L), Map.entry("bytes", 1L),
            Map.entry("KB", 1000L), Map.entry("k", 1L << 10), Map.entry("KiB", 1L << 10),
            Map.entry("MB", 1000_000L), Map.entry("M", 1L << 20), Map.entry("MiB", 1L << 20),
            Map.entry("GB", 1000_000_000L), Map.entry("G", 1L << 30), Map.entry("GiB", 1L << 30),
            Map.entry("TB", 1000_000_000_000L), Map.entry("T", 1L << 40), Map.entry("TiB", 1L << 40));

    private Normal() {
    }

    /** Amounts of memory in KiB (libvirt rounds up), UUIDs and MACs in lower case, texts stripped, attributes sorted. */
    static Element of(Element element) {
        Map<String, String> attributes = new TreeMap<>(element.attributes());
        String text = element.text().strip();
        if (element.name().equals("mac")) {
            attributes.computeIfPresent("address", (key, mac) -> mac.toLowerCase(Locale.ROOT));
        } else if (element.name().equals("uuid")) {
            text = text.toLowerCase(Locale.ROOT);
        } else if (AMOUNTS.contains(element.name()) && text.matches("[0-9]{1,12}")) {
            Long unit = UNITS.get(attributes.getOrDefault("unit", "KiB"));
            if (unit != null) {
                text = Long.toString((Math.multiplyExact(Long.parseLong(text), unit) + 1023) / 1024);
                attributes.put("unit", "KiB");
            }
        }
        List<Element> children = element.children().stream().map(Normal::of).toList();
        return new Element(element.name(), element.namespace(), attributes, children, text, element.line());
    }

    /** Without what must not be shown: passwords and berth's own mark. */
    static Element shown(Element element) {
        Element masked = element.attributes().containsKey("passwd") ? element.withAttribute("passwd", "********") : element;
        return masked.withChildren(masked.children().stream()
                .filter(child -> !DomainMark.isIn(child))
                .map(Normal::shown)
                .filter(child -> !(child.name().equals("metadata") && child.children().isEmpty()))
                .toList());
    }
}
