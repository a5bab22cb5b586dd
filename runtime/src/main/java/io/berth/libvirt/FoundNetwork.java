package io.berth.libvirt;

import java.util.List;

/**
 * A network as a host has it.
 *
 * @param live its definition as it runs; the stored one when it does not
 * @param stored its definition for the next start
 */
public record FoundNetwork(String name, String uuid, boolean active, boolean persistent, boolean autostart,
                           Element live, Element stored) {

    /**
     * All networks of a host.
     *
     * @param out what {@code networks.sh} printed
     * @throws IllegalArgumentException if it was cut off
     */
    public static List<FoundNetwork> all(String out) {
        return Listing.parse(out).byUuid().entrySet().stream()
                .filter(entry -> Listing.complete(entry.getValue(), "live", "stored", "info"))
                .map(entry -> {
                    Element stored = Listing.xml(entry.getValue().get("stored"));
                    String info = entry.getValue().get("info");
                    return new FoundNetwork(stored.textAt("name"), entry.getKey(), Listing.field(info, "Active").equals("yes"),
                            Listing.field(info, "Persistent").equals("yes"), Listing.field(info, "Autostart").equals("yes"),
                            Listing.xml(entry.getValue().get("live")), stored);
                })
                .toList();
    }

    /** How many interfaces of running guests are plugged into it. */
    public int connections() {
        String count = live.attribute("connections");
        return count.isEmpty() ? 0 : Integer.parseInt(count);
    }
}
