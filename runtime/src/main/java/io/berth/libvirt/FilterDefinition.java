package io.berth.libvirt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A filter of libvirt's between networks: what goes first, then what does not; all else goes. Rules are of the bridge, packet by packet, so that they
 * hold for what is routed and for what is not.
 */
public final class FilterDefinition {

    private FilterDefinition() {
    }

    /**
     * @param uuid of the filter that is there already; else empty
     * @param deny ranges such as {@code 10.1.0.0/24}
     * @param allow ranges, or {@code 10.1.0.5 tcp 5432}: a port there
     */
    public static Element of(String name, String uuid, List<String> deny, List<String> allow) {
        List<Element> parts = new ArrayList<>();
        if (!uuid.isEmpty()) {
            parts.add(Element.text("uuid", uuid));
        }
        allow.forEach(range -> parts.addAll(rules("accept", "100", range)));
        deny.forEach(range -> parts.addAll(rules("drop", "200", range)));
        return Element.of("filter", attributes("name", name, "chain", "root")).withChildren(parts);
    }

    private static List<Element> rules(String action, String priority, String range) {
        String[] words = range.split(" ");
        String[] address = words[0].split("/");
        String mask = address.length > 1 ? address[1] : "32";
        Map<String, String> to = attributes("dstipaddr", address[0], "dstipmask", mask);
        Map<String, String> from = attributes("srcipaddr", address[0], "srcipmask", mask);
        if (words.length > 1) {
            String[] ports = words[2].split("-");
            to.putAll(attributes("protocol", words[1], "dstportstart", ports[0]));
            from.putAll(attributes("protocol", words[1], "srcportstart", ports[0]));
            if (ports.length > 1) {
                to.put("dstportend", ports[1]);
                from.put("srcportend", ports[1]);
            }
        }
        return List.of(rule(action, "out", priority, to), rule(action, "in", priority, from));
    }

    private static Element rule(String action, String direction, String priority, Map<String, String> ip) {
        return Element.of("rule", attributes("action", action, "direction", direction, "priority", priority), Element.of("ip", ip));
    }

    private static Map<String, String> attributes(String... pairs) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            attributes.put(pairs[i], pairs[i + 1]);
        }
        return attributes;
    }

    /** Whether two mean the same: libvirt adds attributes of its own, and sorts the others. */
    public static boolean same(Element one, Element other) {
        return meaning(one).equals(meaning(other));
    }

    private static List<String> meaning(Element filter) {
        return filter.all("rule").map(rule -> rule.attribute("action") + " " + rule.attribute("direction") + " " + rule.attribute("priority") + " "
                + rule.all("ip").map(ip -> new TreeMap<>(ip.attributes()).toString()).toList()).sorted().toList();
    }
}
