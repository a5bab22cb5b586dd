package io.berth.libvirt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An XML element. libvirt has no text between elements: an element holds either elements or text.
 *
 * @param name as written, with its prefix
 * @param namespace URI; empty: none
 * @param attributes by name as written, namespace declarations included, in their order
 * @param text of an element without children, as written; empty for one with children
 * @param line 1-based line on which its start tag ends in the text it was read from; 0: none
 */
public record Element(String name, String namespace, Map<String, String> attributes, List<Element> children,
                      String text, int line) {
    public Element {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        children = List.copyOf(children);
    }

    /** An element without a namespace that was not read from a text. */
    public static Element of(String name, Map<String, String> attributes, Element... children) {
        return new Element(name, "", attributes, List.of(children), "", 0);
    }

    public static Element text(String name, String text) {
        return new Element(name, "", Map.of(), List.of(), text, 0);
    }

    /** The attribute's value; empty when it is not there. */
    public String attribute(String attribute) {
        return attributes.getOrDefault(attribute, "");
    }

    /** The first child of this name. */
    public Optional<Element> child(String childName) {
        return all(childName).findFirst();
    }

    /** Children of this name. */
    public Stream<Element> all(String childName) {
        return children.stream().filter(child -> child.name.equals(childName));
    }

    /** Descendants along a path of names: {@code at("devices", "disk")}. */
    public Stream<Element> at(String... path) {
        Stream<Element> found = Stream.of(this);
        for (String step : path) {
            found = found.flatMap(element -> element.all(step));
        }
        return found;
    }

    /** The stripped text of the first descendant along a path; empty when there is none. */
    public String textAt(String... path) {
        return at(path).findFirst().map(element -> element.text.strip()).orElse("");
    }

    /** An attribute of the first child of this name; empty when either is not there. */
    public String attributeOf(String childName, String attribute) {
        return child(childName).map(found -> found.attribute(attribute)).orElse("");
    }

    public Element withChildren(List<Element> newChildren) {
        return new Element(name, namespace, attributes, newChildren, newChildren.isEmpty() ? text : "", line);
    }

    public Element withText(String newText) {
        return new Element(name, namespace, attributes, children, newText, line);
    }

    public Element withAttributes(Map<String, String> newAttributes) {
        return new Element(name, namespace, newAttributes, children, text, line);
    }

    public Element withAttribute(String attribute, String value) {
        Map<String, String> changed = new LinkedHashMap<>(attributes);
        changed.put(attribute, value);
        return withAttributes(changed);
    }

    /** With this child in place of the first of its name, or behind the children named, or as the first. */
    public Element with(Element child, String... behind) {
        List<Element> changed = new ArrayList<>(children);
        for (int i = 0; i < changed.size(); i++) {
            if (changed.get(i).name.equals(child.name)) {
                changed.set(i, child);
                return withChildren(changed);
            }
        }
        int place = 0;
        for (int i = 0; i < changed.size(); i++) {
            if (List.of(behind).contains(changed.get(i).name)) {
                place = i + 1;
            }
        }
        changed.add(place, child);
        return withChildren(changed);
    }

    /** Without the children of this name. */
    public Element without(String childName) {
        return withChildren(children.stream().filter(child -> !child.name.equals(childName)).toList());
    }

    /** As XML text, two spaces a level, ending in a newline. Values are escaped here and nowhere else. */
    public String print() {
        StringBuilder out = new StringBuilder();
        print("", out);
        return out.toString();
    }

    private void print(String indent, StringBuilder out) {
        out.append(indent).append(startTag());
        if (!children.isEmpty()) {
            out.append(">\n");
            children.forEach(child -> child.print(indent + "  ", out));
            out.append(indent).append("</").append(name).append(">\n");
        } else if (text.isEmpty()) {
            out.append("/>\n");
        } else {
            out.append('>').append(escaped(text)).append("</").append(name).append(">\n");
        }
    }

    /** Without what ends it. */
    String startTag() {
        StringBuilder out = new StringBuilder("<").append(name);
        attributes.forEach((key, value) -> out.append(' ').append(key).append("='").append(escaped(value)).append('\''));
        return out.toString();
    }

    static String escaped(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\'' -> out.append("&apos;");
                case '\n', '\r', '\t' -> out.append("&#").append((int) c).append(';');
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
