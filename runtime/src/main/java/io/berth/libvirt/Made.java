package io.berth.libvirt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What berth leaves in the metadata of a guest that it made, or made a disk for: how, and which volumes. It goes where the definition
 * goes, and is there exactly when the definition is. What is not named here was not made by berth, and stays when the guest goes.
 *
 * @param how {@code created}, or {@code clone of web}; empty: the guest itself was there before
 * @param volumes paths, in the order in which they were made
 */
public record Made(String how, List<String> volumes) {

    /** The namespace of the mark; ours for good, since it lies in people's domains. */
    public static final String NAMESPACE = "urn:berth:made:1";

    public Made {
        volumes = List.copyOf(volumes);
    }

    /** Nothing where there is no mark. */
    public static Made in(Element domain) {
        return domain.at("metadata").flatMap(metadata -> metadata.children().stream()).filter(Made::isIn).findFirst()
                .map(mark -> new Made(mark.attribute("how"), mark.children().stream().map(volume -> volume.attribute("path")).toList()))
                .orElse(new Made("", List.of()));
    }

    private static boolean isIn(Element child) {
        return child.namespace().equals(NAMESPACE);
    }

    public Made with(String volume) {
        return new Made(how, Stream.concat(volumes.stream().filter(path -> !path.equals(volume)), Stream.of(volume)).toList());
    }

    public Made without(String volume) {
        return new Made(how, volumes.stream().filter(path -> !path.equals(volume)).toList());
    }

    /** The domain with this mark in place of one that it may have. */
    public Element onto(Element domain) {
        Element metadata = domain.child("metadata").orElse(Element.of("metadata", Map.of()));
        List<Element> others = metadata.children().stream().filter(child -> !isIn(child)).toList();
        return domain.with(metadata.withChildren(Stream.concat(others.stream(), Stream.of(element("berth-made:"))).toList()), "name", "uuid", "genid", "title", "description");
    }

    /** As {@code virsh metadata} wants it, which adds the namespace by itself. */
    public String print() {
        return element("").print();
    }

    private Element element(String prefix) {
        Map<String, String> attributes = new LinkedHashMap<>();
        if (!prefix.isEmpty()) {
            attributes.put("xmlns:berth-made", NAMESPACE);
        }
        attributes.put("how", how);
        List<Element> each = volumes.stream().map(path -> new Element(prefix + "volume", NAMESPACE, Map.of("path", path), List.of(), "", 0)).toList();
        return new Element(prefix + "made", NAMESPACE, attributes, each, "", 0);
    }
}
