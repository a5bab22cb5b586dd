package io.berth.cli;

import io.berth.libvirt.Element;
import java.util.Optional;

/**
 * Where a guest that runs shows its screen.
 *
 * @param kind {@code vnc} or {@code spice}
 * @param address of its host; empty, {@code 0.0.0.0} or {@code ::}: all of them
 */
record Display(String kind, String address, int port) {

    /** The first of a live definition; empty: it has none that a port leads to. */
    static Optional<Display> of(Element live) {
        return live.at("devices", "graphics")
                .filter(graphics -> graphics.attribute("type").matches("vnc|spice") && graphics.attribute("port").matches("[1-9][0-9]{0,4}"))
                .map(graphics -> new Display(graphics.attribute("type"), address(graphics), Integer.parseInt(graphics.attribute("port")))).findFirst();
    }

    private static String address(Element graphics) {
        String listen = graphics.attribute("listen");
        return listen.isEmpty() ? graphics.attributeOf("listen", "address") : listen;
    }

    /** Whether nobody but its host gets there. */
    boolean loopback() {
        return address.startsWith("127.") || address.equals("::1") || address.equals("localhost");
    }

    boolean everywhere() {
        return address.isEmpty() || address.equals("0.0.0.0") || address.equals("::");
    }
}
