package io.berth.libvirt;

import io.berth.model.Size;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A domain as a template wants it beside the one that libvirt has stored. libvirt adds much to what it is given
 * (addresses, aliases, controllers, defaults), so everything the template says must be in the stored definition, and
 * what is there beyond that is no difference. That a template no longer says something is told by {@link DomainMark}.
 *
 * @param differences where the stored definition does not say what the template says: {@code memory: 98304 -> 131072}
 * @param before the stored definition, as far as it matters
 * @param after the template's
 */
public record DomainComparison(List<String> differences, String before, String after) {
    public DomainComparison {
        differences = List.copyOf(differences);
    }

    /** What libvirt adds by itself: shown to nobody as something that a template has dropped. */
    private static final Set<String> ADDED_ELEMENTS = Set.of("address", "alias", "audio", "backingStore", "boot", "clock",
            "console", "controller", "cpu", "currentMemory", "emulator", "input", "listen", "mac", "memballoon", "model",
            "on_crash", "on_poweroff", "on_reboot", "pm", "resource", "seclabel", "target", "uuid", "video");
    private static final Set<String> ADDED_ATTRIBUTES = Set.of("arch", "check", "fallback", "id", "index", "machine",
            "migratable", "mode", "model", "name", "placement", "port", "type", "unit");

    /** @param wanted the rendered template with its mark, UUID and MACs */
    public static DomainComparison of(Element wanted, Element stored) {
        Element left = Normal.of(wanted);
        Element right = Normal.of(stored);
        List<String> differences = new ArrayList<>();
        compare("", left, right, differences);
        boolean sameTemplate = DomainMark.in(left).equals(DomainMark.in(right));
        Element before = asFarAsItMatters(left, right, !sameTemplate);
        return new DomainComparison(differences, Normal.shown(before).print(), shown(wanted));
    }

    /** A definition as a diff shows it. */
    public static String shown(Element wanted) {
        return Normal.shown(Normal.of(wanted)).print();
    }

    /** Whether two definitions say the same in the same order, whatever their units. */
    public static boolean same(Element one, Element other) {
        return Normal.of(one).print().equals(Normal.of(other).print());
    }

    /** A definition's memory; nothing where it says none. */
    public static Size memory(Element domain) {
        String kib = domain.child("memory").map(memory -> Normal.of(memory).text()).orElse("");
        return new Size(kib.matches("[0-9]{1,15}") ? Long.parseLong(kib) << 10 : 0);
    }

    private static void compare(String path, Element wanted, Element stored, List<String> into) {
        wanted.attributes().forEach((name, value) -> {
            String found = stored.attributes().get(name);
            if (!name.startsWith("xmlns") && !same(name, value, found)) {
                into.add(path + "@" + name + ": " + said(name, found) + " -> " + said(name, value));
            }
        });
        if (wanted.children().isEmpty() && !wanted.text().isEmpty() && !wanted.text().equals(stored.text())) {
            into.add(path + ": " + said("", stored.text()) + " -> " + wanted.text());
        }
        Map<Element, Element> partners = partners(wanted, stored);
        for (Element child : wanted.children()) {
            String childPath = (path.isEmpty() ? "" : path + "/") + labelled(child);
            Element partner = partners.get(child);
            if (partner == null) {
                into.add(childPath + ": missing");
            } else {
                compare(childPath, child, partner, into);
            }
        }
    }

    /** libvirt replaces a machine's short name by the newest version of it. */
    private static boolean same(String attribute, String wanted, String found) {
        if (attribute.equals("machine") && found != null) {
            return found.equals(wanted) || found.startsWith("pc-" + (wanted.equals("pc") ? "i440fx" : wanted) + "-")
                    || found.startsWith(wanted + "-");
        }
        return wanted.equals(found);
    }

    private static String said(String attribute, String value) {
        return value == null || value.isEmpty() ? "nothing" : attribute.equals("passwd") ? "********" : value;
    }

    /** For each wanted child the stored one that is meant: by what names it where something does, else by its place among its like. */
    private static Map<Element, Element> partners(Element wanted, Element stored) {
        List<Element> left = new ArrayList<>(stored.children());
        Map<Element, Element> partners = new IdentityHashMap<>();
        for (Element child : wanted.children()) {
            String key = key(child);
            left.stream()
                    .filter(other -> other.name().equals(child.name()) && other.namespace().equals(child.namespace()))
                    .filter(other -> key.isEmpty() || key.equals(key(other)))
                    .findFirst()
                    .ifPresent(other -> {
                        partners.put(child, other);
                        left.removeIf(one -> one == other);
                    });
        }
        return partners;
    }

    private static String key(Element element) {
        return switch (element.name()) {
            case "disk", "filesystem" -> element.attributeOf("target", "dev") + element.attributeOf("target", "dir");
            case "interface" -> element.attributeOf("mac", "address");
            case "channel" -> element.attributeOf("target", "name");
            case "controller" -> element.attribute("type") + " " + element.attributes().getOrDefault("index", "0");
            case "graphics" -> element.attribute("type");
            case "timer", "feature", "entry" -> element.attribute("name");
            case "cell" -> element.attribute("id");
            default -> "";
        };
    }

    private static String labelled(Element child) {
        String key = key(child);
        return key.isEmpty() ? child.name() : child.name() + "[" + key + "]";
    }

    /** What is stored, in the template's order, without what libvirt added to it. */
    private static Element asFarAsItMatters(Element wanted, Element stored, boolean withDropped) {
        Map<String, String> attributes = new LinkedHashMap<>();
        stored.attributes().forEach((name, value) -> {
            String asked = wanted.attributes().get(name);
            if (asked != null && same(name, asked, value)) {
                attributes.put(name, asked);
            } else if (asked != null || withDropped && !ADDED_ATTRIBUTES.contains(name)) {
                attributes.put(name, value);
            }
        });
        Map<Element, Element> partners = partners(wanted, stored);
        List<Element> children = new ArrayList<>();
        for (Element child : wanted.children()) {
            // libvirt repeats a serial port's parts in the console that stands for it
            boolean droppedToo = withDropped && !child.name().equals("console");
            Optional.ofNullable(partners.get(child))
                    .ifPresent(partner -> children.add(asFarAsItMatters(child, partner, droppedToo)));
        }
        for (Element other : stored.children()) {
            boolean matched = partners.values().stream().anyMatch(partner -> partner == other);
            if (!matched && withDropped && !ADDED_ELEMENTS.contains(other.name())) {
                children.add(other.without("alias").without("address"));
            }
        }
        return new Element(stored.name(), stored.namespace(), attributes, children,
                children.isEmpty() ? stored.text() : "", stored.line());
    }
}
