package io.berth.libvirt;

import java.util.List;
import java.util.Map;

/**
 * A storage pool as a host has it.
 *
 * @param persistent whether it outlives being stopped
 * @param xml its definition
 */
public record FoundPool(String name, String uuid, boolean active, boolean persistent, boolean autostart, Element xml) {

    /**
     * All pools of a host.
     *
     * @param out what {@code pools.sh} printed
     * @throws IllegalArgumentException if it was cut off
     */
    public static List<FoundPool> all(String out) {
        return Listing.parse(out).byUuid().entrySet().stream()
                .filter(entry -> Listing.complete(entry.getValue(), "xml", "info"))
                .map(entry -> {
                    Element xml = Listing.xml(entry.getValue().get("xml"));
                    String info = entry.getValue().get("info");
                    return new FoundPool(xml.textAt("name"), entry.getKey(), Listing.field(info, "State").equals("running"),
                            Listing.field(info, "Persistent").equals("yes"), Listing.field(info, "Autostart").equals("yes"), xml);
                })
                .toList();
    }

    /** {@code dir}, {@code logical}, … */
    public String type() {
        return xml.attribute("type");
    }

    /** Path of its directory; empty for a pool without one. */
    public String target() {
        return xml.textAt("target", "path");
    }

    /** In bytes; 0 while it is not active. */
    public long capacity() {
        return bytes("capacity");
    }

    /** What its volumes take, in bytes. */
    public long allocation() {
        return bytes("allocation");
    }

    /** What is left, in bytes. */
    public long available() {
        return bytes("available");
    }

    /** Where it has its volumes from, in a few words: {@code /dev/vdb1}, {@code nas:/export}, {@code vg0}; empty: from its directory. */
    public String source() {
        Element source = xml.child("source").orElse(Element.of("source", Map.of()));
        String server = source.attributeOf("host", "name");
        String place = source.attributeOf("dir", "path") + (type().equals("logical") ? source.textAt("name") : source.attributeOf("device", "path"));
        return server.isEmpty() ? place : server + ":" + place;
    }

    private long bytes(String part) {
        String number = xml.textAt(part);
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
    }
}
